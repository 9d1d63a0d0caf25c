using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what the ledger rejected.</summary>
public sealed class CollectRejectedConsumer(Session session, Outbox outbox, ILogger<CollectRejectedConsumer> log)
    : EnvelopeConsumer<JournalEntriesRejected, RejectedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<RejectedEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect rejected",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.TransactionId)
        );
        await using var notes = new Notes(Session);
        SourceTransactionStore.Rejected(notes, items);
        await notes.Write(stop);
    }
}
