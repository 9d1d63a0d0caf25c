using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Everything that is known of one source transaction.</summary>
public sealed record Timeline(string Source, string Id, IReadOnlyList<TimelineRevision> Revisions);

/// <summary>What happened to one revision, in the order in which it happens.</summary>
public sealed record TimelineRevision
{
    public required int Revision { get; init; }

    /// <summary>Null when Ingestion did not answer.</summary>
    public ReceivedRevision? Received { get; init; }

    /// <summary>Null when nothing waits.</summary>
    public HeldTransaction? Held { get; init; }

    /// <summary>Null when Reconciliation has not heard of it yet.</summary>
    public MatchedRevision? Matched { get; init; }
    public IReadOnlyList<TimelineEntry> Entries { get; init; } = [];

    public DateTimeOffset? ReceivedAt => Received?.ReceivedAt ?? Matched?.ReceivedAt ?? Held?.ReceivedAt;
}

/// <param name="Platform">What the platforms are known to hold of it.</param>
public sealed record TimelineEntry(PostedEntry Posted, IReadOnlyList<Push> Pushes, IReadOnlyList<PlatformSide> Platform)
{
    /// <summary>Both views of each platform, side by side.</summary>
    public IEnumerable<EntryAtConnection> Connections =>
        Pushes
            .Select(push => push.Connection)
            .Union(Platform.Select(side => side.Connection))
            .Select(connection => new EntryAtConnection(
                connection,
                Pushes.FirstOrDefault(push => push.Connection == connection),
                [.. Platform.Where(side => side.Connection == connection)]
            ));
}

/// <param name="Push">Null when PlatformSync did not answer.</param>
/// <param name="Sides">What Reconciliation knows.</param>
public sealed record EntryAtConnection(string Connection, Push? Push, IReadOnlyList<PlatformSide> Sides)
{
    /// <summary>What somebody did to the document, or to another one with our key.</summary>
    public IEnumerable<PlatformSide> Changed => Sides.Where(side => side.State is "edited" or "deleted" or "doubled");

    public string State => Changed.FirstOrDefault()?.State ?? Push?.Change ?? Push?.State ?? (Sides is [var side, ..] ? side.State : "unknown");
}
