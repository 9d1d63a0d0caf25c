using System.Diagnostics;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>A trace for each part of an import: one of a million spans would help nobody. It begins anew only where no other is current.</summary>
static class ChunkTrace
{
    public static Activity? Start(string name)
    {
        var request = Activity.Current;
        Activity.Current = null;
        return Telemetry.Activities.StartActivity(
            name,
            ActivityKind.Internal,
            default(ActivityContext),
            links: request is null ? null : [new ActivityLink(request.Context)]
        );
    }
}
