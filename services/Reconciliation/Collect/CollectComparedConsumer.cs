using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes of refunds and disputes whether they differ from what they would be as a part of their revised original.</summary>
public sealed class CollectComparedConsumer(Session session, Outbox outbox, ILogger<CollectComparedConsumer> log)
    : EnvelopeConsumer<GivenBackCompared, ComparedGivenBack>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ComparedGivenBack> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect compared",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        await using var notes = new Notes(Session);
        SourceTransactionStore.Compared(notes, items);
        await notes.Write(stop);
    }
}
