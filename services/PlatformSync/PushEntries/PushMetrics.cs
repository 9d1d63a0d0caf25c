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

    public static void Count(PlatformConnection connection, IReadOnlyList<PushResult> results)
    {
        foreach (var result in results)
            Pushes.Add(1, new("platform", connection.Platform), new("state", result.State));
    }
}
