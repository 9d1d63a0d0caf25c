using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Controls;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes what a platform holds, and that it is to be looked at soon.</summary>
public sealed class CollectWrittenConsumer(Session session, Outbox outbox, ILogger<CollectWrittenConsumer> log)
    : EnvelopeConsumer<PlatformEntriesWritten, WrittenEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<WrittenEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect written",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.EntryId).SetTag("accountingsync.connection", item.Connection)
        );
        await using var notes = new Notes(Session);
        PlatformEntryStore.Written(notes, items);
        ToCheckStore.Add(notes, [.. items.Select(item => (item.EntryId, item.WrittenAt))]);
        await notes.Write(stop);
        ReconciliationMetrics.Pushed(items);
    }
}
