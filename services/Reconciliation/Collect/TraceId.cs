using System.Diagnostics;

namespace AccountingSync.Reconciliation.Collect;

static class TraceId
{
    /// <summary>The trace that a W3C traceparent belongs to; null when there is none.</summary>
    public static string? Of(string? traceParent) =>
        ActivityContext.TryParse(traceParent, traceState: null, out var context) ? context.TraceId.ToHexString() : null;
}
