using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Collect;

/// <summary>Notes which summaries a connection is to hold, and that each is to be looked at when it had time to reach the platform.</summary>
public sealed class CollectSummariesConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectSummariesConsumer> log)
    : EnvelopeConsumer<SummariesMade, MadeSummary>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<MadeSummary> items, CancellationToken stop)
    {
        await using var notes = new Notes(Session);
        SummaryStore.Made(notes, items);
        ToCheckStore.Add(notes, [.. items.Select(item => (item.SummaryId, item.MadeAt + options.Settle))]);
        await notes.Write(stop);
    }
}
