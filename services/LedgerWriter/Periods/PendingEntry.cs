using AccountingSync.Accounting;
using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;

namespace AccountingSync.LedgerWriter.Periods;

/// <summary>An entry on its way to the books.</summary>
/// <param name="Policy">What becomes of it when its period is closed.</param>
sealed record PendingEntry(JournalEntry Entry, ClosedPeriodPolicy Policy, DateTimeOffset ReceivedAt, string? TraceParent)
{
    public PostedEntry Announce(JournalEntry posted, DateTimeOffset now) =>
        new()
        {
            TraceParent = TraceParent,
            ReceivedAt = ReceivedAt,
            PostedAt = now,
            Entry = posted.ToData(),
        };

    public RejectedEntry Reject(string reason, DateTimeOffset now) =>
        new()
        {
            TraceParent = TraceParent,
            EntryId = Entry.Id,
            Source = Entry.Origin.Source,
            TransactionId = Entry.Origin.TransactionId,
            Revision = Entry.Origin.Revision,
            Reason = reason,
            RejectedAt = now,
        };

    /// <summary>What the other sides are told: the transaction is held. Of a reversal there is nothing to tell, the entry stands still.</summary>
    public HeldTransaction? Hold(string reason, DateTimeOffset now) =>
        Entry.Origin.Part != EntryPart.Entry
            ? null
            : new HeldTransaction
            {
                TraceParent = TraceParent,
                Source = Entry.Origin.Source,
                Id = Entry.Origin.TransactionId,
                Revision = Entry.Origin.Revision,
                Reason = reason,
                HeldAt = now,
            };
}

static class ClosedPeriodMapping
{
    /// <exception cref="ArgumentException">The word is unknown: sender and receiver are of different versions.</exception>
    public static ClosedPeriodPolicy ToPolicy(this ClosedPeriodData? data) =>
        data is null
            ? ClosedPeriodPolicy.Standard
            : new ClosedPeriodPolicy(
                data.Then switch
                {
                    ClosedPeriodData.Hold => WhenClosed.Hold,
                    ClosedPeriodData.NextOpenDay => WhenClosed.NextOpenDay,
                    ClosedPeriodData.AskToReopen => WhenClosed.AskToReopen,
                    var other => throw new ArgumentException($"'{other}' is nothing to do with an entry of a closed period.", nameof(data)),
                },
                data.ApproveOver
            );
}
