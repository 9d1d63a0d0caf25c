using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what a later revision made unnecessary.</summary>
public sealed class CollectSupersededConsumer(Session session, Outbox outbox, ILogger<CollectSupersededConsumer> log)
    : EnvelopeConsumer<SourceTransactionsSuperseded, SupersededTransaction>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<SupersededTransaction> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect superseded",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        await using var notes = new Notes(Session);
        SourceTransactionStore.Superseded(notes, items);
        await notes.Write(stop);
    }
}
