using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what waits for a rule or a person.</summary>
public sealed class CollectHeldConsumer(Session session, Outbox outbox, ILogger<CollectHeldConsumer> log)
    : EnvelopeConsumer<SourceTransactionsHeld, HeldTransaction>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<HeldTransaction> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect held",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        await using var notes = new Notes(Session);
        SourceTransactionStore.Held(notes, items);
        await notes.Write(stop);
    }
}
