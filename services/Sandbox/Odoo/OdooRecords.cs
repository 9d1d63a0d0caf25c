namespace AccountingSync.Sandbox.Odoo;

/// <param name="Id">Given by the database, for good.</param>
internal sealed record OdooLine(
    int Id,
    int AccountId,
    string? Name,
    decimal Debit,
    decimal Credit,
    int CurrencyId,
    decimal AmountCurrency,
    DateTimeOffset WrittenAt
);

/// <summary>One version of one journal entry. Never changed after it is made.</summary>
internal sealed record OdooEntry
{
    public required int Id { get; init; }
    public required int JournalId { get; init; }
    public required DateOnly Date { get; init; }
    public string? Ref { get; init; }

    /// <summary>draft, posted or cancel.</summary>
    public required string State { get; init; }

    /// <summary>Given when it is posted for the first time.</summary>
    public string? Name { get; init; }
    public bool PostedBefore { get; init; }
    public int? ReversedEntryId { get; init; }
    public required DateTimeOffset WrittenAt { get; init; }
    public required IReadOnlyList<OdooLine> Lines { get; init; }

    public bool IsPosted => State == "posted";
}

internal sealed record OdooAccount(int Id, string Code, string Name, string AccountType, int? CurrencyId);

/// <param name="Type">general, sale or purchase.</param>
internal sealed record OdooJournal(int Id, string Code, string Name, string Type);

internal sealed record OdooCurrency(int Id, string Code, int Digits, bool Active)
{
    /// <summary>As the fields of an amount do.</summary>
    public decimal Round(decimal amount) => decimal.Round(amount, Digits, MidpointRounding.AwayFromZero);
}

/// <param name="Units">Of the currency, for one of the company's.</param>
public sealed record OdooRate(string Currency, DateOnly From, decimal Units);
