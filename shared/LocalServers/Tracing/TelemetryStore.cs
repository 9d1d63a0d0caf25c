using System.Collections.Concurrent;

namespace AccountingSync.LocalServers;

/// <summary>The last spans and log lines that were received, and how often each metric was. Bounded: the oldest go first.</summary>
public sealed class TelemetryStore(int spanLimit, int logLimit)
{
    readonly Lock gate = new();
    readonly Queue<SpanRecord> spans = new();
    readonly Queue<LogRecord> logs = new();
    readonly Dictionary<string, List<SpanRecord>> traces = [];
    readonly ConcurrentDictionary<string, int> metrics = new();

    /// <summary>How often each metric has been exported, by its name.</summary>
    public IReadOnlyDictionary<string, int> Metrics => metrics;

    public IReadOnlyList<SpanRecord> Spans()
    {
        lock (gate)
            return [.. spans];
    }

    /// <summary>The spans of one trace, earliest first.</summary>
    public IReadOnlyList<SpanRecord> Spans(string traceId)
    {
        lock (gate)
            return [.. traces.GetValueOrDefault(traceId, []).OrderBy(span => span.Start)];
    }

    public IReadOnlyList<LogRecord> Logs()
    {
        lock (gate)
            return [.. logs];
    }

    internal void Add(IEnumerable<SpanRecord> received)
    {
        lock (gate)
            foreach (var span in received)
                Add(span);
    }

    internal void Add(IEnumerable<LogRecord> received)
    {
        lock (gate)
            foreach (var log in received)
            {
                logs.Enqueue(log);
                if (logs.Count > logLimit)
                    logs.Dequeue();
            }
    }

    internal void Count(IEnumerable<string> received)
    {
        foreach (var name in received)
            metrics.AddOrUpdate(name, 1, (_, count) => count + 1);
    }

    void Add(SpanRecord span)
    {
        spans.Enqueue(span);
        if (!traces.TryGetValue(span.TraceId, out var trace))
            traces[span.TraceId] = trace = [];
        trace.Add(span);
        if (spans.Count <= spanLimit)
            return;
        var oldest = spans.Dequeue();
        var rest = traces[oldest.TraceId];
        rest.Remove(oldest);
        if (rest.Count == 0)
            traces.Remove(oldest.TraceId);
    }
}
