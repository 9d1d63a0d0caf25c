using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Notes what sources say moved their accounts.</summary>
public sealed class CollectMovementsConsumer(Session session, Outbox outbox, ILogger<CollectMovementsConsumer> log)
    : EnvelopeConsumer<MovementsTold, ToldMovement>(session, outbox, log)
{
    protected override Task Handle(string organisation, IReadOnlyList<ToldMovement> items, CancellationToken stop) =>
        AccountStore.Moved(Session, items, stop);
}
