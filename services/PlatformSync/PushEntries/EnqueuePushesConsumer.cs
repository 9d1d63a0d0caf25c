using AccountingSync.Accounting;
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
            switch (connection.Granularity)
            {
                case Granularity.Daily(var daily):
                    await Wait(connection, due, (entry, lines) => daily.PlaceOf(entry.Source, entry.Rule, entry.Date, lines, now), stop);
                    break;
                case Granularity.PerPayout(var perPayout):
                    await PayoutMemberStore.NoNewPayouts(Session, stop);
                    var payouts = await PayoutMemberStore.Of(Session, [.. due.Select(item => item.Entry)], stop);
                    await Wait(
                        connection,
                        due,
                        (entry, lines) =>
                            payouts.TryGetValue((entry.Source, entry.TransactionId), out var by)
                                ? perPayout.Settled(by, entry.Date, lines, now)
                                : perPayout.Unsettled(entry.Source, entry.Rule, entry.Date, lines, now),
                        stop
                    );
                    break;
                default:
                    await PushStore.Enqueue(Session, connection.Connection, due, now, stop);
                    break;
            }
        }
    }

    async Task Wait(
        PlatformConnection connection,
        List<PostedEntry> due,
        Func<JournalEntryData, IReadOnlyList<JournalLine>, SummaryPlace> placeOf,
        CancellationToken stop
    )
    {
        List<WaitingForSummary> waiting =
        [
            .. due.Select(item => new WaitingForSummary(item.Entry, placeOf(item.Entry, item.Entry.Lines.ToLines()), item.TraceParent)),
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
                        DueAt = item.Place.DueAt,
                    }),
                ],
            }
        );
    }
}
