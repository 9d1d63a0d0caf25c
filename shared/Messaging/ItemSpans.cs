using System.Diagnostics;
using AccountingSync.Contracts;

namespace AccountingSync.Messaging;

/// <summary>One span per item of an envelope, each in the item's own trace and linked to the envelope's, so that a payment can be
/// followed from end to end whichever envelopes carried it.</summary>
public static class ItemSpans
{
    public static IDisposable Start<TItem>(string name, IReadOnlyList<TItem> items, Action<Activity, TItem> tag)
        where TItem : ITraced
    {
        if (!Telemetry.Activities.HasListeners())
            return Nothing.Instance;
        var envelope = Activity.Current;
        var links = envelope is null ? null : new[] { new ActivityLink(envelope.Context) };
        var spans = new List<Activity>(items.Count);
        foreach (var item in items)
        {
            if (!ActivityContext.TryParse(item.TraceParent, null, out var own))
                continue;
            // In the item's own trace the span hangs under the envelope's; in a mate's trace it only points to it.
            var together = envelope is not null && envelope.TraceId == own.TraceId;
            Activity.Current = null;
            var span = Telemetry.Activities.StartActivity(
                name,
                ActivityKind.Internal,
                together ? envelope!.Context : own,
                links: together ? null : links
            );
            if (span is null)
                continue;
            tag(span, item);
            spans.Add(span);
        }
        Activity.Current = envelope;
        return new Running(spans, envelope);
    }

    sealed class Running(List<Activity> spans, Activity? envelope) : IDisposable
    {
        public void Dispose()
        {
            foreach (var span in spans)
                span.Dispose();
            Activity.Current = envelope;
        }
    }

    sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose() { }
    }
}
