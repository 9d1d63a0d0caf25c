namespace AccountingSync.Accounting.Periods;

/// <summary>What becomes of an entry whose period is closed.</summary>
public enum WhenClosed
{
    /// <summary>It waits until the period is opened again, or a person posts it on the next open day.</summary>
    Hold,

    /// <summary>It is posted on the first open day after its own, which it keeps beside that.</summary>
    NextOpenDay,

    /// <summary>It waits, and asks for the period to be opened again.</summary>
    AskToReopen,
}

/// <param name="Then">What happens without a person.</param>
/// <param name="ApproveOver">With <see cref="WhenClosed.NextOpenDay"/>: an entry whose debits are more than this, in major units of any of its
/// currencies, waits for a person all the same. Null: none does.</param>
public sealed record ClosedPeriodPolicy(WhenClosed Then, decimal? ApproveOver = null)
{
    /// <summary>What holds where a rule set says nothing.</summary>
    public static ClosedPeriodPolicy Standard { get; } = new(WhenClosed.Hold);
}
