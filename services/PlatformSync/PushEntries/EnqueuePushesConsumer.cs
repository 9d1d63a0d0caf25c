using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Summaries;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Notes that posted entries are to be written to each of the organisation's connections: by themselves, or within a summary.</summary>
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
            if (due.Count == 0)
                continue;
            if (connection.Granularity is Granularity.Daily daily)
                await Wait(connection, daily, due, now, stop);
            else
                await PushStore.Enqueue(Session, connection.Connection, due, now, stop);
        }
    }

    async Task Wait(PlatformConnection connection, Granularity.Daily daily, List<PostedEntry> due, DateTimeOffset now, CancellationToken stop)
    {
        List<WaitingForSummary> waiting =
        [
            .. due.Select(item => new WaitingForSummary(
                item.Entry,
                daily.Grouping.GroupOf(item.Entry.Source, item.Entry.Rule, item.Entry.Lines.ToLines()),
                daily.Schedule.DueAt(item.Entry.Date, now),
                item.TraceParent
            )),
        ];
        await SummaryStore.Wait(Session, connection.Connection, waiting, stop);
        Outbox.Add(
            new EntriesSummarised
            {
                Organisation = connection.Organisation,
                Items =
                [
                    .. waiting.Select(item => new SummarisedEntry
                    {
                        TraceParent = item.TraceParent,
                        Connection = connection.Connection,
                        EntryId = item.Entry.EntryId,
                        DueAt = item.DueAt,
                    }),
                ],
            }
        );
    }
}
