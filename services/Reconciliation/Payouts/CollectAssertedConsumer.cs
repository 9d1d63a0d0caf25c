using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>Notes what rules say of payouts, and that each is to be looked at when all that it settles had time to reach the books.</summary>
public sealed class CollectAssertedConsumer(Session session, Outbox outbox, ReconciliationOptions options, ILogger<CollectAssertedConsumer> log)
    : EnvelopeConsumer<PayoutsAsserted, AssertedPayout>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<AssertedPayout> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "collect asserted",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        await using (var notes = new Notes(Session))
            await notes.Write(stop);
        // Of several revisions in one envelope the last counts.
        var last = items.GroupBy(item => (item.Source, item.Id)).Select(group => group.MaxBy(item => item.Revision)!).ToList();
        var news = await PayoutStore.Asserted(Session, last, options.Settle, stop);
        await PayoutStore.ReplaceContents(Session, [.. last.Where(item => news.Contains(new PayoutName(item.Source, item.Id)))], stop);
    }
}
