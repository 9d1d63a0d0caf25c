using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Bank;
using AccountingSync.Reconciliation.Collect;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Notes what sources say that their accounts held, and that each period is to be looked at when all of it had its time.</summary>
public sealed class CollectBalancesConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectBalancesConsumer> log)
    : EnvelopeConsumer<BalancesTold, ToldBalance>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ToldBalance> items, CancellationToken stop)
    {
        await using (var notes = new Notes(Session))
        {
            BankNewsStore.Covered(notes, items, options.Settle);
            await notes.Write(stop);
        }
        await AccountStore.Told(Session, items, options.Settle, stop);
    }
}
