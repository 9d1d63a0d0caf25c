using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AccountingSync.Messaging;

/// <summary>The names under which all of AccountingSync's own spans and measurements appear.</summary>
public static class Telemetry
{
    public const string SourceName = "AccountingSync";

    public static readonly ActivitySource Activities = new(SourceName);
    public static readonly Meter Meter = new(SourceName);

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
