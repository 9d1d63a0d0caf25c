namespace AccountingSync.Accounting;

/// <summary>One line: a debit is positive, a credit negative, in major units of the currency.</summary>
public sealed record JournalLine(string Account, string Currency, decimal Amount)
{
    public string? Memo { get; init; }
    public string? TaxCode { get; init; }

    /// <summary>Location, class, department … by name; null when there are none.</summary>
    public IReadOnlyDictionary<string, string>? Dimensions { get; init; }
}

/// <summary>The rule that drafted an entry: set, version, rule and the content hash of the set.</summary>
public sealed record RuleReference(string RuleSet, int Version, string Rule, string Hash);

/// <summary>Why an entry exists: one part of one revision of one source transaction.</summary>
/// <param name="Part"><see cref="EntryPart.Entry"/> or <see cref="EntryPart.Reversal"/>.</param>
public sealed record EntryOrigin(string Source, string TransactionId, int Revision, string Part);

public static class EntryPart
{
    /// <summary>The entry of the revision itself.</summary>
    public const string Entry = "entry";

    /// <summary>The reversal of the entry of this revision.</summary>
    public const string Reversal = "reversal";
}

/// <summary>A balanced journal entry, ready to post. Made only by <see cref="Draft"/> and <see cref="ReversedOn"/>,
/// so an unbalanced one cannot exist.</summary>
public sealed record JournalEntry
{
    JournalEntry() { }

    /// <summary>Computed from organisation and origin: whoever knows what happened knows the id.</summary>
    public required Guid Id { get; init; }
    public required string Organisation { get; init; }
    public required EntryOrigin Origin { get; init; }

    /// <summary>The day on which it counts in the books.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The day that it is of, when that lay in a closed period and it was posted on a later one; otherwise null.</summary>
    public DateOnly? OriginalDate { get; init; }
    public required string Description { get; init; }
    public required RuleReference Rule { get; init; }

    /// <summary>The entry that this one takes back.</summary>
    public Guid? Reverses { get; init; }
    public required IReadOnlyList<JournalLine> Lines { get; init; }

    /// <summary>What the description of a reversal begins with, before its reason.</summary>
    public const string ReversalPrefix = "Reversal: ";

    /// <summary>Total of the debits per currency.</summary>
    public IReadOnlyDictionary<string, decimal> Totals =>
        Lines.GroupBy(line => line.Currency).ToDictionary(group => group.Key, group => group.Sum(line => Math.Max(line.Amount, 0m)));

    public static DraftResult Draft(
        string organisation,
        EntryOrigin origin,
        DateOnly date,
        string description,
        RuleReference rule,
        IReadOnlyList<JournalLine> lines,
        Guid? reverses = null
    )
    {
        if (lines.Count < 2)
            return new DraftResult.Refused($"An entry needs at least two lines; this one has {lines.Count}.");
        Currency? currency = null;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            if (string.IsNullOrWhiteSpace(line.Account))
                return new DraftResult.Refused("A line names no account.");
            if (currency?.Code != line.Currency && !Currencies.TryFind(line.Currency, out currency))
                return new DraftResult.Refused($"'{line.Currency}' is no ISO 4217 currency in use.");
            if (!currency.Fits(line.Amount))
                return new DraftResult.Refused($"{line.Amount} on {line.Account} has more decimals than {currency.Code} ({currency.Scale}).");
            if (Math.Abs(line.Amount) > MaxAmount)
                return new DraftResult.Refused($"{line.Amount} on {line.Account} is beyond {MaxAmount}.");
        }
        if (Imbalance(lines) is { } unbalanced)
            return unbalanced;
        return new DraftResult.Drafted(
            new JournalEntry
            {
                Id = EntryId.For(organisation, origin),
                Organisation = organisation,
                Origin = origin,
                Date = date,
                Description = description,
                Rule = rule,
                Reverses = reverses,
                Lines = lines,
            }
        );
    }

    /// <summary>Of the first currency whose lines do not add up to zero.</summary>
    static DraftResult.Unbalanced? Imbalance(IReadOnlyList<JournalLine> lines)
    {
        // Nearly every entry is in one currency, and this is the hot path.
        var total = 0m;
        var isOne = true;
        for (var i = 0; i < lines.Count && isOne; i++)
        {
            total += lines[i].Amount;
            isOne = string.Equals(lines[i].Currency, lines[0].Currency, StringComparison.Ordinal);
        }
        if (isOne)
            return total == 0m ? null : new DraftResult.Unbalanced(total, lines[0].Currency);
        return lines
            .GroupBy(line => line.Currency)
            .Select(group => new DraftResult.Unbalanced(group.Sum(line => line.Amount), group.Key))
            .FirstOrDefault(unbalanced => unbalanced.Difference != 0m);
    }

    /// <summary>The same on a later day, because its own lies in a closed period.</summary>
    public JournalEntry PostedLaterOn(DateOnly date) => this with { Date = date, OriginalDate = OriginalDate ?? Date };

    /// <summary>As it was drafted, on its own day: what follows from the rules, whichever periods were closed.</summary>
    public JournalEntry OnItsOwnDay() => OriginalDate is { } own ? this with { Date = own, OriginalDate = null } : this;

    /// <summary>The entry that takes this one back. Its id can be computed by whoever knows the original's origin.</summary>
    public JournalEntry ReversedOn(DateOnly date, string reason)
    {
        var origin = Origin with { Part = EntryPart.Reversal };
        return this with
        {
            Id = EntryId.For(Organisation, origin),
            Origin = origin,
            Date = date,
            OriginalDate = null,
            Description = ReversalPrefix + reason,
            Reverses = Id,
            Lines = [.. Lines.Select(line => line with { Amount = -line.Amount })],
        };
    }

    /// <summary>The largest amount that a line may carry: what the ledger's column holds.</summary>
    public const decimal MaxAmount = 999_999_999_999_999m;
}

public abstract record DraftResult
{
    DraftResult() { }

    public sealed record Drafted(JournalEntry Entry) : DraftResult;

    /// <param name="Difference">Debits minus credits.</param>
    public sealed record Unbalanced(decimal Difference, string Currency) : DraftResult;

    public sealed record Refused(string Reason) : DraftResult;
}
