using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.PostEntries;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.ReverseEntry;

/// <summary>Takes entries back by opposite entries. One whose original has not been posted yet waits and is posted with it, so the
/// books end the same in whichever order the two arrive.</summary>
public sealed class ReverseJournalEntriesConsumer(Session session, Outbox outbox, TimeProvider time, ILogger<ReverseJournalEntriesConsumer> log)
    : EnvelopeConsumer<ReverseJournalEntries, EntryToReverse>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<EntryToReverse> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start("reverse entry", items, (span, item) => span.SetTag("accountingsync.entry", item.EntryId));
        var now = time.GetUtcNow();
        // Alone: an original that is posted at the same moment is either seen here or sees the note.
        await JournalStore.LockAlone(Session, stop);
        await WaitingReversals.Remember(Session, items, stop);
        var originals = await JournalStore.Read(Session, [.. items.Select(item => item.EntryId)], stop);
        var announced = await WaitingReversals.PostThoseOf(Session, Outbox, originals, now, stop);
        if (announced.Count > 0)
            Outbox.Add(new JournalEntriesPosted { Organisation = organisation, Items = announced });
        LedgerMetrics.Posted(announced, now);
    }
}
