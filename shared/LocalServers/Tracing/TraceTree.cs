using System.Globalization;
using System.Text;

namespace AccountingSync.LocalServers;

/// <summary>Draws the spans of a trace as an indented tree.</summary>
public static class TraceTree
{
    const int Width = 78;

    /// <summary>One line per span: service and name, the moment it began after the trace's first, how long it took. A span whose parent is not there stands at the left.</summary>
    public static string Render(IEnumerable<SpanRecord> spans)
    {
        var all = spans.OrderBy(span => span.Start).ThenBy(span => span.SpanId, StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return "";
        var known = all.Select(span => span.SpanId).ToHashSet();
        var children = all.ToLookup(span => span.ParentId is { } parent && known.Contains(parent) && parent != span.SpanId ? parent : "");
        var text = new StringBuilder();
        foreach (var root in children[""])
            Append(text, root, "", "", children, all[0].Start);
        return text.ToString();
    }

    static void Append(StringBuilder text, SpanRecord span, string first, string rest, ILookup<string, SpanRecord> children, DateTimeOffset origin)
    {
        var label = $"{first}{span.Service}  {span.Name}{(span.Failed ? "  FAILED" : "")}";
        text.Append(label.PadRight(Width))
            .Append(CultureInfo.InvariantCulture, $" {(span.Start - origin).TotalMilliseconds, 9:0.0} {span.Duration.TotalMilliseconds, 9:0.0} ms")
            .Append('\n');
        var own = children[span.SpanId].ToList();
        for (var i = 0; i < own.Count; i++)
        {
            var last = i == own.Count - 1;
            Append(text, own[i], rest + (last ? "└─ " : "├─ "), rest + (last ? "   " : "│  "), children, origin);
        }
    }
}
