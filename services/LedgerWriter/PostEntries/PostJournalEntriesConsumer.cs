using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.ReverseEntry;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.PostEntries;

/// <summary>Posts an envelope of entries in one statement and says which are new.</summary>
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
    async Task<IEnumerable<RejectedEntry>> Post(DraftedEnvelope drafted, DateTimeOffset now, CancellationToken stop)
    {
        var entries = drafted.Entries;
        var posted = await JournalStore.LockAndInsert(Session, entries, now, stop);
        Failpoint.Hit("ledger.inserted");
        List<PostedEntry> announced = [.. drafted.Announce(posted), .. await WaitingReversals.PostThoseOf(Session, entries, now, stop)];
        if (announced.Count > 0)
            Outbox.Add(new JournalEntriesPosted { Organisation = Session.Organisation!, Items = announced });
        LedgerMetrics.Posted(announced, now);
        var before = drafted.ThereBefore(posted);
        return before.Count == 0 ? [] : drafted.Conflicts(await JournalStore.Read(Session, before, stop));
    }
}
