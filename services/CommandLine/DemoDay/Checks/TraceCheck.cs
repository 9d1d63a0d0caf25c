using AccountingSync.LocalServers;

namespace AccountingSync.CommandLine.DemoDay.Checks;

/// <summary>One sale is one trace through all services.</summary>
static class TraceCheck
{
    static readonly string[] Services = ["ingestion", "transformation", "ledger-writer", "platform-sync"];

    public static async Task<DemoCheck> Of(TraceReceiver traces, string traceId, Settlement settlement, CancellationToken stop)
    {
        // Services send what they traced every few seconds.
        await settlement.Until(() => Task.FromResult(Missing(traces, traceId).Length == 0), stop);
        var spans = traces.Spans(traceId);
        var missing = Missing(traces, traceId);
        return new DemoCheck(
            "one sale is one trace through all services",
            missing.Length == 0,
            missing.Length == 0 ? $"{spans.Count} spans" : $"no span of {string.Join(", ", missing)}"
        );
    }

    static string[] Missing(TraceReceiver traces, string traceId)
    {
        var seen = traces.Spans(traceId).Select(span => span.Service).ToHashSet();
        return [.. Services.Where(service => !seen.Contains(service))];
    }
}
