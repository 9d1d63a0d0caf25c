using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes which platforms are to hold the entries.</summary>
public sealed class CollectConnectionsConsumer(Session session, Outbox outbox, ILogger<CollectConnectionsConsumer> log)
    : EnvelopeConsumer<PlatformConnectionsChanged, ConnectionState>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ConnectionState> items, CancellationToken stop)
    {
        await using var notes = new Notes(Session);
        ConnectionStore.Changed(notes, items);
        await notes.Write(stop);
    }
}
