using System.Diagnostics.Metrics;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;

namespace AccountingSync.PlatformSync.PushEntries;

static class PushMetrics
{
    static readonly Counter<long> Pushes = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.pushes",
        "{push}",
        "Answers of platforms, by platform and what they meant"
    );

    static readonly Histogram<double> AcceptedToPushed = Telemetry.Meter.CreateHistogram<double>(
        "accountingsync.accepted_to_pushed",
        "s",
        "From the commit that accepted a transaction to the platform's confirmation"
    );

    public static void Count(PlatformConnection connection, IReadOnlyList<Push> pushes, IReadOnlyList<PushResult> results, DateTimeOffset now)
    {
        for (var i = 0; i < pushes.Count; i++)
        {
            Pushes.Add(1, new("platform", connection.Platform), new("state", results[i].State));
            if (results[i].State == "written")
                AcceptedToPushed.Record(
                    (now - pushes[i].ReceivedAt).TotalSeconds,
                    new KeyValuePair<string, object?>("platform", connection.Platform)
                );
        }
    }
}
