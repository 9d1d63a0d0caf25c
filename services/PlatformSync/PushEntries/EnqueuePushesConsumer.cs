using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Notes that posted entries are to be written to each of the organisation's connections.</summary>
sealed class EnqueuePushesConsumer(Session session, Outbox outbox, ConnectionStore connections, TimeProvider time, ILogger<EnqueuePushesConsumer> log)
    : EnvelopeConsumer<JournalEntriesPosted, PostedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<PostedEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "enqueue push",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.Entry.EntryId).SetTag("accountingsync.transaction", item.Entry.TransactionId)
        );
        var now = time.GetUtcNow();
        foreach (var connection in await connections.Of(Session, organisation, stop))
        {
            var due = items.Where(connection.Expects).ToList();
            if (due.Count > 0)
                await PushStore.Enqueue(Session, connection.Connection, due, now, stop);
        }
    }
}
