using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Notes what had to be asked for because no webhook told it.</summary>
public sealed class CollectRefilledConsumer(Session session, Outbox outbox, ILogger<CollectRefilledConsumer> log)
    : EnvelopeConsumer<TransactionsRefilled, RefilledTransaction>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<RefilledTransaction> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect refilled",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.TransactionId)
        );
        await AccountStore.Refilled(Session, items, stop);
    }
}
