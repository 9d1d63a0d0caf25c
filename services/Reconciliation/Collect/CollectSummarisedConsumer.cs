using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes which entries a connection gets within a summary, and that they are to be looked at when it should have been made.</summary>
public sealed class CollectSummarisedConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectSummarisedConsumer> log)
    : EnvelopeConsumer<EntriesSummarised, SummarisedEntry>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<SummarisedEntry> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect summarised",
            items,
            (span, item) => span.SetTag("accountingsync.entry", item.EntryId).SetTag("accountingsync.connection", item.Connection)
        );
        await using var notes = new Notes(Session);
        SummaryStore.Summarised(notes, items);
        ToCheckStore.Add(notes, [.. items.Where(item => item.SummaryId is null).Select(item => (item.EntryId, item.DueAt + options.Settle))]);
        await notes.Write(stop);
    }
}
