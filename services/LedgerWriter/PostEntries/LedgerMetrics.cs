using System.Diagnostics.Metrics;
using AccountingSync.Contracts;
using AccountingSync.Messaging;

namespace AccountingSync.LedgerWriter.PostEntries;

static class LedgerMetrics
{
    static readonly Counter<long> Entries = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.entries.posted",
        "{entry}",
        "Entries posted to the ledger"
    );

    static readonly Histogram<double> AcceptedToPosted = Telemetry.Meter.CreateHistogram(
        "accountingsync.accepted_to_posted",
        "s",
        "From the commit that accepted a transaction to the commit that posted its entry",
        tags: null,
        Telemetry.Seconds
    );

    public static void Posted(IReadOnlyCollection<PostedEntry> entries, DateTimeOffset now)
    {
        Entries.Add(entries.Count);
        foreach (var entry in entries)
            AcceptedToPosted.Record((now - entry.ReceivedAt).TotalSeconds);
    }
}
