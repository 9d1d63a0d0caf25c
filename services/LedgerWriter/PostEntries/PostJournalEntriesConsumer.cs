using AccountingSync.Accounting;
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
        var drafted = new Dictionary<Guid, (JournalEntry Entry, EntryToPost Item)>(items.Count);
        var rejected = new List<RejectedEntry>();
        foreach (var item in items)
        {
            switch (item.Entry.ToEntry(organisation))
            {
                // Twice in one envelope: the same content is a duplicate, other content is told below like any other conflict.
                case DraftResult.Drafted(var entry) when drafted.TryGetValue(entry.Id, out var first):
                    if (!SameContent(first.Entry, entry))
                        rejected.Add(Rejection(item, Conflict, now));
                    break;
                case DraftResult.Drafted(var entry):
                    drafted.Add(entry.Id, (entry, item));
                    break;
                case DraftResult.Unbalanced(var difference, var currency):
                    rejected.Add(Rejection(item, $"Debits exceed credits by {difference} {currency}.", now));
                    break;
                case DraftResult.Refused(var reason):
                    rejected.Add(Rejection(item, reason, now));
                    break;
            }
        }
        if (drafted.Count > 0)
            rejected.AddRange(await Post(drafted, now, stop));
        if (rejected.Count > 0)
            Outbox.Add(new JournalEntriesRejected { Organisation = organisation, Items = rejected });
    }

    async Task<IReadOnlyList<RejectedEntry>> Post(
        Dictionary<Guid, (JournalEntry Entry, EntryToPost Item)> drafted,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        await JournalStore.LockForWriting(Session, stop);
        var posted = await JournalStore.Insert(Session, [.. drafted.Values.Select(pair => pair.Entry)], now, stop);
        Failpoint.Hit("ledger.inserted");
        var announced = drafted
            .Where(pair => posted.Contains(pair.Key))
            .Select(pair => new PostedEntry
            {
                TraceParent = pair.Value.Item.TraceParent,
                ReceivedAt = pair.Value.Item.ReceivedAt,
                PostedAt = now,
                Entry = pair.Value.Item.Entry,
            })
            .ToList();
        announced.AddRange(await WaitingReversals.PostThoseOf(Session, [.. drafted.Values.Select(pair => pair.Entry)], now, stop));
        if (announced.Count > 0)
            Outbox.Add(new JournalEntriesPosted { Organisation = Session.Organisation!, Items = announced });
        LedgerMetrics.Posted(announced, now);
        return await Conflicts(drafted, posted, now, stop);
    }

    /// <summary>An entry that was there already is a duplicate when it says the same, and news when it does not.</summary>
    async Task<IReadOnlyList<RejectedEntry>> Conflicts(
        Dictionary<Guid, (JournalEntry Entry, EntryToPost Item)> drafted,
        HashSet<Guid> posted,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (posted.Count == drafted.Count)
            return [];
        var stored = await JournalStore.Read(Session, [.. drafted.Keys.Where(id => !posted.Contains(id))], stop);
        return
        [
            .. stored.Where(entry => !SameContent(entry, drafted[entry.Id].Entry)).Select(entry => Rejection(drafted[entry.Id].Item, Conflict, now)),
        ];
    }

    const string Conflict = "The ledger holds another entry for the same transaction, revision and part. A changed fact needs a higher revision.";

    static bool SameContent(JournalEntry one, JournalEntry other) => ContentBytes.Hash(one).AsSpan().SequenceEqual(ContentBytes.Hash(other));

    static RejectedEntry Rejection(EntryToPost item, string reason, DateTimeOffset now) =>
        new()
        {
            TraceParent = item.TraceParent,
            EntryId = item.Entry.EntryId,
            Source = item.Entry.Source,
            TransactionId = item.Entry.TransactionId,
            Revision = item.Entry.Revision,
            Reason = reason,
            RejectedAt = now,
        };
}
