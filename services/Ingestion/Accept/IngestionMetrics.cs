using System.Diagnostics.Metrics;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.Accept;

static class IngestionMetrics
{
    static readonly Counter<long> Transactions = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.received",
        "{transaction}",
        "By door and outcome"
    );
    static readonly Counter<long> Refused = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.refused",
        "{transaction}",
        "By door and rule"
    );

    public static void Count(IReadOnlyList<Submission> submissions, IReadOnlyList<Candidate> candidates, IReadOnlyList<Acceptance> decisions)
    {
        foreach (
            var group in candidates.Select((candidate, i) => (submissions[candidate.Submission].Door, Outcome: decisions[i])).GroupBy(pair => pair)
        )
            Transactions.Add(group.Count(), new("door", group.Key.Door), new("outcome", group.Key.Outcome.ToString().ToLowerInvariant()));
    }

    public static void CountRefused(string door, string rule, int count = 1) => Refused.Add(count, new("door", door), new("rule", rule));
}
