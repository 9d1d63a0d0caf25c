namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>One booking on the account.</summary>
sealed record BankEntry
{
    /// <summary>Where in the file it stands, for messages: line 12, or Stmt 1, Ntry 3 (line 45).</summary>
    public required string Place { get; init; }
    public required DateOnly BookingDate { get; init; }
    public DateOnly? ValueDate { get; init; }

    /// <summary>Positive when money came in.</summary>
    public required decimal Amount { get; init; }

    /// <summary>It takes back an earlier entry. The amount's sign is already that of the taking back.</summary>
    public bool IsReversal { get; init; }

    /// <summary>What kind of booking it is, in the bank's code: PMNT-RCDT-ESCT, NTRF+166, POS, 195 …</summary>
    public string? Code { get; init; }

    /// <summary>The bank's own reference of this entry. Null as well where the bank wrote that it has none (NONREF).</summary>
    public string? BankReference { get; init; }

    /// <summary>What the payer gave it to be known by from end to end.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>The reference of the account's holder, or a cheque's number.</summary>
    public string? OwnReference { get; init; }
    public string? Counterparty { get; init; }
    public string? CounterpartyAccount { get; init; }

    /// <summary>What the payment is for, and whatever else the bank wrote beside it. Empty when there is no text.</summary>
    public string Remittance { get; init; } = "";

    /// <summary>What a collective booking is made of; empty for a single payment. Their amounts, where the bank gives them, come to <see cref="Amount"/>.</summary>
    public IReadOnlyList<BankPayment> Payments { get; init; } = [];
}

/// <summary>One payment of a collective booking.</summary>
/// <param name="Amount">With the sign of an entry; null where the bank does not say.</param>
sealed record BankPayment(decimal? Amount, string? EndToEndId, string? Counterparty, string? CounterpartyAccount, string Remittance);
