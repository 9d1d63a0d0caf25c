namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What has become of a revision of a source transaction.</summary>
public enum TransactionOutcome
{
    /// <summary>Nothing yet.</summary>
    Received,
    Held,
    Rejected,
    Superseded,
    Posted,
}

/// <summary>One revision of a source transaction, as far as it is known.</summary>
public sealed record TransactionSide(string Source, string Id, int Revision, TransactionOutcome Outcome)
{
    /// <summary>Null when only its consequences were seen.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    public string? Kind { get; init; }
    public string? Currency { get; init; }
    public decimal? Gross { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>When its entry was taken back.</summary>
    public DateTimeOffset? ReversedAt { get; init; }

    /// <summary>True while its entry counts in the books.</summary>
    public bool Stands => PostedAt is not null && ReversedAt is null;
}
