using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Accounts;
using AccountingSync.Reconciliation.Bank;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what Ingestion accepted.</summary>
public sealed class CollectReceivedConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectReceivedConsumer> log)
    : EnvelopeConsumer<SourceTransactionsReceived, ReceivedTransaction>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ReceivedTransaction> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect received",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Transaction.Source).SetTag("accountingsync.transaction", item.Transaction.Id)
        );
        await using var notes = new Notes(Session);
        SourceTransactionStore.Received(notes, items);
        AccountNewsRows.Received(notes, items);
        BankLineStore.Received(notes, items, options.Settle);
        await notes.Write(stop);
    }
}
