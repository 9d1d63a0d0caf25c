using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what a platform will not take.</summary>
public sealed class CollectRefusedConsumer(Session session, Outbox outbox, ILogger<CollectRefusedConsumer> log)
    : EnvelopeConsumer<PlatformEntriesRefused, RefusedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<RefusedEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect refused",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.EntryId).SetTag("accountingsync.connection", item.Connection)
        );
        await using var notes = new Notes(Session);
        PlatformEntryStore.Refused(notes, items);
        await notes.Write(stop);
    }
}
