using AccountingSync.Accounting;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>What each platform must hold: every entry of the books once, unless it said no, or never told and a person has it.</summary>
static class PlatformOracle
{
    public static IEnumerable<string> Violations(World world)
    {
        var entries = world.Ledger.Entries.DistinctBy(entry => entry.Id).ToDictionary(entry => PlatformKey.For(entry.Id));
        foreach (var platform in world.Platforms.Values)
        {
            var states = world
                .PlatformSync.Pushes.Where(row => row.Push.Connection == platform.Name)
                .ToDictionary(row => row.Push.Key, row => row.Push.State);
            var documents = platform.Documents.ToLookup(document => document.Key);
            foreach (var (key, entry) in entries)
                if (Wrong(platform, key, states.GetValueOrDefault(key), [.. documents[key]], entry) is { } wrong)
                    yield return $"{platform.Name}, {Describe.Origin(entry.Origin)} ({key}): {wrong}";
            foreach (var foreign in documents.Where(document => !entries.ContainsKey(document.Key)))
                yield return $"{platform.Name} holds {foreign.Key}, which the books do not";
        }
    }

    static string? Wrong(
        SimulatedPlatform platform,
        string key,
        string? state,
        IReadOnlyList<AccountingSync.PlatformSync.Platforms.PlatformDocument> documents,
        JournalEntry entry
    )
    {
        var isDone =
            platform.Refuses(key) ? state == "refused"
            : platform.IsSilentOn(key) ? state is "written" or "parked"
            : state == "written";
        if (!isDone)
            return $"its push is {state ?? "not there"}";
        if (documents.Count > 1)
            return $"there are {documents.Count} documents: {string.Join(", ", documents.Select(document => document.PlatformId))}";
        if (documents.Count == 0)
            return state == "written" ? "there is no document" : null;
        return documents[0].Lines.SequenceEqual(entry.Lines) ? null : "the document says something else";
    }
}
