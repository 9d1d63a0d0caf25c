using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>One connection to an accounting platform, and how many entries are in which state on the way there.</summary>
/// <param name="Written">Entries that the platform holds.</param>
/// <param name="Waiting">Entries that are on their way.</param>
/// <param name="Stuck">Entries that were refused or parked: a person must look.</param>
public sealed record PushedTo(string Connection, string Platform, long Written, long Waiting, long Stuck);

/// <summary>The figures of an organisation. Null where the service that knows it did not answer.</summary>
public sealed record Summary
{
    public IngestionCounts? Ingestion { get; init; }
    public long? Held { get; init; }

    public ReconciliationSummary? Reconciliation { get; init; }
    public IReadOnlyList<PushedTo>? Pushed { get; init; }

    /// <summary>States of a push: pending, sending, unknown, written, refused, parked.</summary>
    public static IReadOnlyList<PushedTo> ByConnection(IEnumerable<PushCount> counts) =>
        [
            .. counts
                .GroupBy(count => (count.Connection, count.Platform))
                .Select(group => new PushedTo(
                    group.Key.Connection,
                    group.Key.Platform,
                    Written: group.Where(count => count.State == "written").Sum(count => count.Count),
                    Waiting: group.Where(count => count.State is "pending" or "sending" or "unknown").Sum(count => count.Count),
                    Stuck: group.Where(count => count.State is "refused" or "parked").Sum(count => count.Count)
                ))
                .OrderBy(pushed => pushed.Connection, StringComparer.Ordinal),
        ];
}
