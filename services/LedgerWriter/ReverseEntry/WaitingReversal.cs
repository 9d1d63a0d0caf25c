using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Periods;

namespace AccountingSync.LedgerWriter.ReverseEntry;

/// <summary>A reversal that has been asked for. Pure.</summary>
/// <param name="Date">Null for the original's own date.</param>
/// <param name="ClosedPeriod">Null: it waits when that day's period is closed.</param>
sealed record WaitingReversal(
    Guid EntryId,
    DateOnly? Date,
    string Reason,
    DateTimeOffset ReceivedAt,
    string? TraceParent,
    ClosedPeriodData? ClosedPeriod
)
{
    public static WaitingReversal Of(EntryToReverse item) =>
        new(item.EntryId, item.Date, item.Reason, item.ReceivedAt, item.TraceParent, item.ClosedPeriod);

    /// <summary>The entry that takes the original back.</summary>
    public PendingEntry Reverse(JournalEntry original) =>
        new(original.ReversedOn(Date ?? original.Date, Reason), ClosedPeriod.ToPolicy(), ReceivedAt, TraceParent);
}
