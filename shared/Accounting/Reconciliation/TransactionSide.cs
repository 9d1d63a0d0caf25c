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

    /// <summary>While it is held: from when on that is a discrepancy; null when it waits for a rule or a person.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>Of a refund or dispute whose original was revised after it had been posted: how it differs from what it would be now; null when it does not.</summary>
    public string? Difference { get; init; }

    /// <summary>When its entry was taken back.</summary>
    public DateTimeOffset? ReversedAt { get; init; }

    /// <summary>True while its entry counts in the books.</summary>
    public bool Stands => PostedAt is not null && ReversedAt is null;
}
