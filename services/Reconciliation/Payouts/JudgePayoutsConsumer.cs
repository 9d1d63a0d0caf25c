using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Payouts;

/// <summary>Holds what the ledger tells of payouts against what their rules assert. What does not come to zero is a discrepancy, until it does.</summary>
public sealed class JudgePayoutsConsumer(Session session, Outbox outbox, TimeProvider time, ILogger<JudgePayoutsConsumer> log)
    : EnvelopeConsumer<PostingsTold, ToldPostings>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ToldPostings> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "judge payout",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Payout)
        );
        var now = time.GetUtcNow();
        var found = new Dictionary<Guid, Finding>();
        var gone = new Dictionary<Guid, string>();
        foreach (var item in items.OrderBy(item => (item.Source, item.Payout)))
        {
            if (await PayoutRows.Asked(Session, item.Source, item.Payout, item.AskedAt, stop) is not { } payout)
                continue;
            var comparison = new PayoutComparison(
                payout,
                [.. item.Postings.Select(posting => new Posting(posting.TransactionId, posting.Account, posting.Currency, posting.Amount))]
            );
            await PayoutRows.Judged(Session, payout, comparison, now, stop);
            foreach (var finding in comparison.Findings())
                found[DiscrepancyId.For(organisation, finding.Type, finding.Subject)] = finding;
            var about = new Subject { Source = payout.Source, TransactionId = payout.Id };
            foreach (var type in DiscrepancyTypes.OfPayouts)
                gone[DiscrepancyId.For(organisation, type, about)] = comparison.WhyGone(type);
        }
        foreach (var still in found.Keys)
            gone.Remove(still);
        var news = await DiscrepancyStore.Found(Session, found, now, refreshBefore: now, stop);
        var resolved = await DiscrepancyStore.Resolve(Session, gone, now, stop);
        ReconciliationMetrics.Judged([.. news.Select(id => found[id])], resolved);
        foreach (var finding in news.Select(id => found[id]))
            log.LogWarning(
                "Discrepancy of {Organisation}: {Type} {Source} {TransactionId}",
                organisation,
                DiscrepancyTypes.Name(finding.Type),
                finding.Subject.Source,
                finding.Subject.TransactionId
            );
    }
}
