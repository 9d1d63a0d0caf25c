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
        await Organisations.Note(Session, stop);
        await ConnectionStore.Changed(Session, items, stop);
    }
}
