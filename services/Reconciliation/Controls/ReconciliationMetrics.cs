using System.Diagnostics.Metrics;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Controls;

static class ReconciliationMetrics
{
    static readonly Counter<long> Found = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.discrepancies.found",
        "{discrepancy}",
        "Discrepancies that were new or open again, by type"
    );

    static readonly Counter<long> Resolved = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.discrepancies.resolved",
        "{discrepancy}",
        "Discrepancies that are none any more"
    );

    static readonly Counter<long> Compared = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.reconciliation.compared",
        "{entry}",
        "Ledger entries that were compared with the platforms"
    );

    static readonly Histogram<double> Duration = Telemetry.Meter.CreateHistogram(
        "accountingsync.reconciliation.duration",
        "s",
        "How long a run took, by kind",
        tags: null,
        Telemetry.Seconds
    );

    static readonly Counter<long> PushedEntries = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.entries.pushed",
        "{entry}",
        "Entries that a platform holds, by connection"
    );

    static readonly Histogram<double> AcceptedToPushed = Telemetry.Meter.CreateHistogram(
        "accountingsync.accepted_to_pushed",
        "s",
        "From the commit that accepted a transaction to the platform's answer that it holds the entry",
        tags: null,
        Telemetry.Seconds
    );

    public static KeyValuePair<string, object?> Tag(DiscrepancyType type) => new("type", DiscrepancyTypes.Name(type));

    public static void Pushed(IReadOnlyList<WrittenEntry> items)
    {
        foreach (var item in items)
        {
            var connection = new KeyValuePair<string, object?>("connection", item.Connection);
            PushedEntries.Add(1, connection);
            AcceptedToPushed.Record((item.WrittenAt - item.ReceivedAt).TotalSeconds, connection);
        }
    }

    public static void Judged(IReadOnlyList<Finding> news, long resolved)
    {
        foreach (var group in news.GroupBy(finding => finding.Type))
            Found.Add(group.Count(), Tag(group.Key));
        Resolved.Add(resolved);
    }

    public static void Ran(Run run, IReadOnlyList<Finding> news)
    {
        Judged(news, run.Resolved);
        Compared.Add(run.Entries);
        Duration.Record(
            (run.FinishedAt - run.StartedAt).TotalSeconds,
            new KeyValuePair<string, object?>("kind", run.Kind == RunKind.Requested ? "requested" : "continuous")
        );
    }
}
