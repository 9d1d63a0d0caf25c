namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What a discrepancy is about. Which members are set depends on the type; the rest is there to be shown.</summary>
public sealed record Subject
{
    public string? Source { get; init; }
    public string? TransactionId { get; init; }
    public int? Revision { get; init; }
    public Guid? EntryId { get; init; }
    public string? Connection { get; init; }
    public string? PlatformId { get; init; }

    /// <summary>Of a source's account; the evidence says more.</summary>
    public string? Period { get; init; }
}

/// <summary>What each side says; a side that says nothing is null.</summary>
public sealed record Evidence
{
    public IReadOnlyList<TransactionSide>? Source { get; init; }
    public EntrySide? Ledger { get; init; }
    public IReadOnlyList<DocumentSide>? Platform { get; init; }
    public IReadOnlyList<AmountDifference>? Differences { get; init; }
    public TransactionCounts? Counts { get; init; }
    public PayoutEvidence? Payout { get; init; }
    public AccountEvidence? Account { get; init; }
    public BankEvidence? Bank { get; init; }
}

/// <summary>One difference that a comparison saw.</summary>
public sealed record Finding(DiscrepancyType Type, Subject Subject, Evidence Evidence);
