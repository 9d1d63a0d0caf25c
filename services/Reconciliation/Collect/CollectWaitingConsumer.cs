using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes where entries wait for their turn: what waits is not missing.</summary>
public sealed class CollectWaitingConsumer(Session session, Outbox outbox, ILogger<CollectWaitingConsumer> log)
    : EnvelopeConsumer<PushesWaiting, WaitingConnection>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<WaitingConnection> items, CancellationToken stop)
    {
        await using var notes = new Notes(Session);
        ConnectionStore.Waiting(notes, items);
        await notes.Write(stop);
    }
}
