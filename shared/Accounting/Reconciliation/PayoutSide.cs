namespace AccountingSync.Accounting.Reconciliation;

/// <summary>A payout whose rule asserts that an account comes to zero over it and all that it settles.</summary>
/// <param name="Currency">That of <paramref name="Gross"/> and of the contents.</param>
/// <param name="Suspense">Where its entry puts what the source cannot tell; null when the rule has no such account.</param>
/// <param name="Contents">Empty when the source does not say what it settles: then nothing is claimed.</param>
public sealed record PayoutSide(
    string Source,
    string Id,
    int Revision,
    string Currency,
    decimal Gross,
    string Clearing,
    string? Suspense,
    IReadOnlyList<ContentSide> Contents
);

/// <summary>One thing that a payout settles, and what is known of it.</summary>
/// <param name="Kind">Null for what the source can name and not tell.</param>
/// <param name="Amount">How it moved the balance that is paid out.</param>
public sealed record ContentSide(string Id, string? Kind, decimal Amount)
{
    /// <summary>True while an entry of it counts in the books.</summary>
    public bool Stands { get; init; }

    /// <summary>What became of its last revision; null when it was never heard of.</summary>
    public TransactionOutcome? Outcome { get; init; }
    public string? Reason { get; init; }

    /// <summary>Another payout that says it settles the same.</summary>
    public string? AlsoIn { get; init; }
}

/// <summary>What stands in the books for one transaction on one account.</summary>
/// <param name="Amount">Debit positive, credit negative: entries less those that were taken back.</param>
public sealed record Posting(string TransactionId, string Account, string Currency, decimal Amount);

/// <summary>What is known of the assertion about a payout.</summary>
public enum PayoutState
{
    /// <summary>The source does not say what the payout settles: nothing can be checked, and nothing is claimed.</summary>
    Unknown,

    /// <summary>Not looked at yet.</summary>
    Waiting,

    /// <summary>The account came to zero.</summary>
    Zero,

    /// <summary>The account came to zero, and a part that the source cannot tell lies on suspense.</summary>
    Suspense,

    /// <summary>The account did not come to zero.</summary>
    Residual,
}
