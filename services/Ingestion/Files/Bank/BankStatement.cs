namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>What a bank says about one account: an opening balance, what was booked, a closing balance. All amounts are in major units of
/// <see cref="Currency"/>, positive where the holder of the account has money.</summary>
sealed record BankStatement
{
    public required BankAccount Account { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>The bank's running number of the account's statements, without leading zeros; it begins anew every year. Null where the
    /// bank does not number: an export, whose days may overlap with those of another.</summary>
    public string? Number { get; init; }

    public StatementPage? Page { get; init; }
    public BankBalance? Opening { get; init; }
    public BankBalance? Closing { get; init; }

    /// <summary>The days that the bank says are covered. Null where it does not say so.</summary>
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    /// <summary>What is booked, in the bank's order. What is only announced is not among it.</summary>
    public required IReadOnlyList<BankEntry> Entries { get; init; }

    public required StatementProof Proof { get; init; }

    /// <summary>What a reader of the figures should know: how a doubtful date was read, what was announced and left out.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The number and, of a statement in several pages, the page.</summary>
    public string? Name =>
        Number is null ? null
        : Page is null or { Number: 1, IsLast: true } ? Number
        : $"{Number}/{Page.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}

/// <param name="Id">The account's number as the bank writes it; of a card, its last four digits.</param>
/// <param name="Scheme">What kind of number it is: iban, card, or other (the bank's own).</param>
/// <param name="Bank">The bank's number where it is needed to tell accounts apart; null beside an IBAN.</param>
sealed record BankAccount(string Id, string Scheme, string? Bank = null)
{
    public override string ToString() => Bank is null ? Id : $"{Bank}/{Id}";
}

/// <param name="IsInterim">True at the edge between two pages of one statement.</param>
sealed record BankBalance(decimal Amount, DateOnly Date, bool IsInterim = false);

/// <param name="Number">Counts from 1.</param>
sealed record StatementPage(int Number, bool IsLast);

/// <summary>What shows that no entry is missing and none is there twice.</summary>
enum StatementProof
{
    /// <summary>Nothing: the bank states no two balances.</summary>
    None,

    /// <summary>The bank's own sums over what it sent.</summary>
    Totals,

    /// <summary>The opening balance and the entries come to the closing balance.</summary>
    Balances,
}
