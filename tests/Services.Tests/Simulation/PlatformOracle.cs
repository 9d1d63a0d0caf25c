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
            if (world.PlatformSync.Summaries.GetValueOrDefault(platform.Name) is { } sums)
            {
                foreach (
                    var violation in SummariesOracle
                        .Violations(world, sums)
                        .Concat(Summed(platform, SummariesOracle.Expected(world, sums), states, documents))
                )
                    yield return $"{platform.Name}: {violation}";
                continue;
            }
            foreach (var (key, entry) in entries)
                if (Wrong(platform, key, states.GetValueOrDefault(key), [.. documents[key]], lines => lines.SequenceEqual(entry.Lines)) is { } wrong)
                    yield return $"{platform.Name}, {Describe.Origin(entry.Origin)} ({key}): {wrong}";
            foreach (var foreign in documents.Where(document => !entries.ContainsKey(document.Key)))
                yield return $"{platform.Name} holds {foreign.Key}, which the books do not";
        }
    }

    static IEnumerable<string> Summed(
        SimulatedPlatform platform,
        IReadOnlyDictionary<string, string> expected,
        IReadOnlyDictionary<string, string> states,
        ILookup<string, AccountingSync.PlatformSync.Platforms.PlatformDocument> documents
    )
    {
        foreach (var (key, text) in expected)
            if (Wrong(platform, key, states.GetValueOrDefault(key), [.. documents[key]], lines => SummariesOracle.Text(lines) == text) is { } wrong)
                yield return $"the summary {key}: {wrong}";
        foreach (var foreign in states.Keys.Union(documents.Select(document => document.Key)).Where(key => !expected.ContainsKey(key)))
            yield return $"{foreign} is no summary";
    }

    static string? Wrong(
        SimulatedPlatform platform,
        string key,
        string? state,
        IReadOnlyList<AccountingSync.PlatformSync.Platforms.PlatformDocument> documents,
        Func<IReadOnlyList<JournalLine>, bool> saysIt
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
        return saysIt(documents[0].Lines) ? null : "the document says something else";
    }
}
