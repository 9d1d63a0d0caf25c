using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what is in the books, and that each entry is to be looked at when it had time to reach the platforms.</summary>
public sealed class CollectPostedConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectPostedConsumer> log)
    : EnvelopeConsumer<JournalEntriesPosted, PostedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<PostedEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect posted",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.Entry.EntryId).SetTag("accountingsync.transaction", item.Entry.TransactionId)
        );
        await using var notes = new Notes(Session);
        LedgerEntryStore.Posted(notes, items);
        SourceTransactionStore.Posted(notes, items);
        ToCheckStore.Add(notes, [.. items.Select(item => (item.Entry.EntryId, item.PostedAt + options.Settle))]);
        await notes.Write(stop);
    }
}
