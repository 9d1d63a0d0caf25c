using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;

namespace AccountingSync.LedgerWriter.ReverseEntry;

/// <summary>A reversal that has been asked for. Pure.</summary>
/// <param name="Date">Null for the original's own date.</param>
sealed record WaitingReversal(Guid EntryId, DateOnly? Date, string Reason, DateTimeOffset ReceivedAt, string? TraceParent)
{
    public static WaitingReversal Of(EntryToReverse item) => new(item.EntryId, item.Date, item.Reason, item.ReceivedAt, item.TraceParent);

    /// <summary>The entry that takes the original back.</summary>
    public JournalEntry Reverse(JournalEntry original) => original.ReversedOn(Date ?? original.Date, Reason);

    public PostedEntry Announce(JournalEntry reversal, DateTimeOffset now) =>
        new()
        {
            TraceParent = TraceParent,
            ReceivedAt = ReceivedAt,
            PostedAt = now,
            Entry = reversal.ToData(),
        };
}
