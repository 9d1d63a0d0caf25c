namespace AccountingSync.Console.Neighbours;

/// <param name="Amount">Debit positive, credit negative.</param>
public sealed record EntryLine(
    string Account,
    string Currency,
    decimal Amount,
    string? Memo = null,
    string? TaxCode = null,
    IReadOnlyDictionary<string, string>? Dimensions = null
);

/// <summary>The rule that drafted an entry.</summary>
public sealed record RuleUsed(string RuleSet, int Version, string Rule, string Hash);

/// <param name="Part">entry or reversal.</param>
public sealed record EntryOrigin(string Source, string TransactionId, int Revision, string Part);

/// <param name="Date">The day on which it counts.</param>
/// <param name="OriginalDate">The day that it is of, when that lay in a closed period and it was posted on a later one.</param>
public sealed record LedgerEntry(
    Guid Id,
    EntryOrigin Origin,
    DateOnly Date,
    string Description,
    RuleUsed Rule,
    IReadOnlyList<EntryLine> Lines,
    Guid? Reverses = null,
    DateOnly? OriginalDate = null
)
{
    /// <summary>Debits per currency, in the order in which the lines name them.</summary>
    public IEnumerable<(string Currency, decimal Amount)> Totals =>
        Lines.GroupBy(line => line.Currency).Select(group => (group.Key, group.Sum(line => Math.Max(line.Amount, 0m))));
}

/// <param name="Seq">Place in the ledger.</param>
public sealed record PostedEntry(long Seq, DateTimeOffset PostedAt, LedgerEntry Entry);

/// <summary>What may narrow a list of entries; null where it does not.</summary>
public sealed record EntryFilter
{
    public string? Source { get; init; }
    public string? TransactionId { get; init; }
    public string? Account { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>Only entries with a higher place in the ledger.</summary>
    public long? After { get; init; }

    /// <summary>The last ones rather than the first ones.</summary>
    public bool Newest { get; init; }
    public int Limit { get; init; } = 100;
}
