using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AccountingSync.Messaging;

/// <summary>The names under which all of AccountingSync's own spans and measurements appear.</summary>
public static class Telemetry
{
    public const string SourceName = "AccountingSync";

    public static readonly ActivitySource Activities = new(SourceName);
    public static readonly Meter Meter = new(SourceName);

    /// <summary>Where histograms of durations in seconds have their bounds: from a few milliseconds to the hours of a backlog. Without
    /// advice all that takes less than five seconds would look alike.</summary>
    public static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200],
    };

    internal static readonly Counter<long> DuplicateMessages = Meter.CreateCounter<long>(
        "accountingsync.messages.duplicate",
        "{message}",
        "Deliveries that the inbox knew already"
    );

    internal static readonly Counter<long> SetAside = Meter.CreateCounter<long>(
        "accountingsync.items.set_aside",
        "{item}",
        "Items taken out of their envelope because they could not be processed"
    );
}
