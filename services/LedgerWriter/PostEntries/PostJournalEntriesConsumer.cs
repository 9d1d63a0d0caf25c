using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.Periods;
using AccountingSync.LedgerWriter.ReverseEntry;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.PostEntries;

/// <summary>Posts an envelope of entries in one statement and says which are new. Those of closed periods find their place in others.</summary>
public sealed class PostJournalEntriesConsumer(Session session, Outbox outbox, TimeProvider time, ILogger<PostJournalEntriesConsumer> log)
    : EnvelopeConsumer<PostJournalEntries, EntryToPost>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<EntryToPost> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "post entry",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.Entry.EntryId).SetTag("accountingsync.transaction", item.Entry.TransactionId)
        );
        var now = time.GetUtcNow();
        var drafted = new DraftedEnvelope(organisation, items, now);
        List<RejectedEntry> rejected = [.. drafted.Rejected];
        if (drafted.Entries.Count > 0)
            rejected.AddRange(await Post(drafted, now, stop));
        if (rejected.Count == 0)
            return;
        Outbox.Add(new JournalEntriesRejected { Organisation = organisation, Items = rejected });
        ItemLog.Tell(
            log,
            LogLevel.Warning,
            organisation,
            "refused by the ledger",
            [.. rejected.Select(item => (((IIdentified)item).Identity, (string?)item.Reason))]
        );
    }

    /// <returns>Those that the books hold with other content.</returns>
    async Task<IReadOnlyList<RejectedEntry>> Post(DraftedEnvelope drafted, DateTimeOffset now, CancellationToken stop)
    {
        var entries = drafted.Entries;
        var posted = await JournalStore.LockAndInsert(Session, entries, now, stop);
        Failpoint.Hit("ledger.inserted");
        List<RejectedEntry> rejected = [];
        var placed = PlacedEntries.None;
        if (drafted.NotInserted(posted) is { Count: > 0 } others)
        {
            var stored = await JournalStore.Read(Session, others, stop);
            placed = await LateEntries.Place(Session, Outbox, drafted.Late(others, stored), now, stop);
            rejected.AddRange([.. drafted.Conflicts(stored), .. placed.Rejected]);
            entries = [.. entries.Where(entry => posted.Contains(entry.Id)), .. stored, .. placed.InBooks];
        }
        var reversals = await WaitingReversals.PostThoseOf(Session, Outbox, entries, now, stop);
        List<PostedEntry> announced = [.. drafted.Announce(posted), .. placed.Posted, .. reversals];
        if (announced.Count > 0)
            Outbox.Add(new JournalEntriesPosted { Organisation = Session.Organisation!, Items = announced });
        LedgerMetrics.Posted(announced, now);
        return rejected;
    }
}
