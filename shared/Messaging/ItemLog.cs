using System.Collections;
using System.Diagnostics;
using AccountingSync.Contracts;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Messaging;

/// <summary>One log line per item that did not go its ordinary way: which it is, what became of it, and in the item's own trace, so that
/// who has a transaction's id finds its lines, and from a line its trace.</summary>
public static class ItemLog
{
    /// <summary>At most so many lines for one set of items; an outage must not drown in its own log.</summary>
    const int MostLines = 20;

    /// <param name="outcome">What became of each: held, refused, conflict.</param>
    /// <param name="items">With a word of ours that says why, or null. No text of a vendor or a person.</param>
    public static void Tell(
        ILogger log,
        LogLevel level,
        string organisation,
        string outcome,
        IReadOnlyCollection<(ItemIdentity Item, string? Why)> items
    )
    {
        if (!log.IsEnabled(level))
            return;
        foreach (var (item, why) in items.Take(MostLines))
            Tell(log, level, organisation, outcome, item, why);
        if (items.Count > MostLines)
            log.Log(level, "{Outcome} as well: {More} more of {Organisation}", outcome, items.Count - MostLines, organisation);
    }

    public static void Tell(ILogger log, LogLevel level, string organisation, string outcome, ItemIdentity item, string? why, Exception? fault = null)
    {
        // Never sent anywhere: it only lends the line its trace id.
        using var own = ActivityContext.TryParse(item.TraceParent, null, out var trace)
            ? new Activity(outcome).SetParentId(trace.TraceId, trace.SpanId, trace.TraceFlags).Start()
            : null;
        log.Log(level, default, new Line(organisation, outcome, item, why), fault, static (line, _) => line.ToString());
    }

    /// <summary>The line's attributes; one without a value is left out.</summary>
    sealed class Line(string organisation, string outcome, ItemIdentity item, string? why) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        readonly KeyValuePair<string, object?>[] attributes =
        [
            .. new KeyValuePair<string, object?>[]
            {
                new("Organisation", organisation),
                new("Outcome", outcome),
                new("Source", item.Source),
                new("TransactionId", item.TransactionId),
                new("Revision", item.Revision),
                new("EntryId", item.EntryId),
                new("Connection", item.Connection),
                new("Why", why),
            }.Where(attribute => attribute.Value is not null),
        ];

        public int Count => attributes.Length;

        public KeyValuePair<string, object?> this[int index] => attributes[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => attributes.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() =>
            FormattableString.Invariant(
                $"{outcome} ({organisation}): {string.Join(' ', attributes.Skip(2).Select(attribute => $"{attribute.Key} {attribute.Value}"))}"
            );
    }
}
