namespace AccountingSync.Ingestion.WatchFolders;

/// <summary>A file as it lies there.</summary>
/// <param name="Path">Of the file, by which it is known from one look to the next.</param>
sealed record Sighting(string Path, long Bytes, DateTimeOffset ChangedAt)
{
    /// <summary>Endings under which programs write what they rename when it is whole.</summary>
    static readonly string[] Unfinished = [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".swp", "~"];

    /// <summary>Whether its name says that it is to be left alone: hidden, or not whole yet.</summary>
    public static bool IsUnfinished(string name) =>
        name.StartsWith('.') || Unfinished.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}

/// <summary>Since when each file has been lying there unchanged. A file is ready when we saw it with one length and one time of change for
/// long enough; its own times are compared with each other and never with our clock. Pure.</summary>
sealed class FolderSightings
{
    static readonly Dictionary<string, (Sighting As, DateTimeOffset Since)> Nothing = [];
    readonly Dictionary<string, (Sighting As, DateTimeOffset Since)> seen;

    FolderSightings(Dictionary<string, (Sighting As, DateTimeOffset Since)> seen) => this.seen = seen;

    public static FolderSightings None { get; } = new(Nothing);

    /// <param name="now">What lies there at this look; what does not is forgotten.</param>
    public FolderSightings After(IEnumerable<Sighting> now, DateTimeOffset at) =>
        new(
            now.ToDictionary(
                file => file.Path,
                file => seen.TryGetValue(file.Path, out var before) && before.As == file && before.Since <= at ? before : (file, at),
                StringComparer.Ordinal
            )
        );

    /// <param name="settle">How long it must have been lying there unchanged.</param>
    /// <returns>In the order of their names.</returns>
    public IReadOnlyList<Sighting> Ready(DateTimeOffset now, TimeSpan settle) =>
        [.. seen.Values.Where(file => now - file.Since >= settle).Select(file => file.As).OrderBy(file => file.Path, StringComparer.Ordinal)];
}
