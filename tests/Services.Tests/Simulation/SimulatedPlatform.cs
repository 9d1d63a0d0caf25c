using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>An accounting platform that may refuse, wait, be away, or write and drop the answer, at once or while it still works on it.
/// It takes a second document with the same key, unless it remembers the request.</summary>
sealed class SimulatedPlatform(World world, string name)
{
    /// <summary>As long as a call may wait for the pace of QuickBooks, and as long as it works on one.</summary>
    const int LongestWaitSeconds = 90;
    const int LongestWorkSeconds = 120;

    sealed record Request(string Key, int Generation);

    readonly bool remembersRequests = world.Dice.OneIn(2);
    readonly Dictionary<Request, PlatformDocument> answered = [];
    readonly List<PlatformDocument> documents = [];
    readonly List<DateTimeOffset> createdAt = [];
    readonly List<(DateTimeOffset At, EntryToWrite Entry)> atWork = [];
    int version;

    public string Name => name;
    public IReadOnlyList<PlatformDocument> Documents => documents;
    public IEnumerable<DateTimeOffset> Due => atWork.Select(work => work.At);

    /// <summary>Some entries it never takes.</summary>
    public bool Refuses(string key) => Lot(key) % 23 == 0;

    /// <summary>For some keys it never says whether it holds them.</summary>
    public bool IsSilentOn(string key) => Lot(key) % 61 == 1;

    int Lot(string key) => key.Aggregate(name.Length, (sum, letter) => (sum * 31 + letter) % 100_003);

    public TimeSpan Wait() => world.Dice.OneIn(world.Faults.Platform) ? TimeSpan.FromSeconds(world.Dice.Below(LongestWaitSeconds)) : TimeSpan.Zero;

    /// <summary>Ends what was sent and never answered.</summary>
    public void Work()
    {
        for (var i = atWork.Count - 1; i >= 0; i--)
            if (atWork[i].At <= world.Now)
            {
                var entry = atWork[i].Entry;
                atWork.RemoveAt(i);
                Create(entry);
            }
    }

    public IReadOnlyList<WriteOutcome> Write(IReadOnlyList<EntryToWrite> entries)
    {
        if (world.Dice.OneIn(world.Faults.Platform) && BeforeAnything() is { } stopped)
        {
            world.Trace?.Add($"{name} does not take {entries.Count} entries: {stopped}");
            return [.. entries.Select(_ => stopped)];
        }
        return [.. entries.Select(Write)];
    }

    WriteOutcome? BeforeAnything() =>
        world.Dice.Below(5) switch
        {
            0 => new WriteOutcome.Throttled(TimeSpan.FromSeconds(world.Dice.Below(60))),
            1 => new WriteOutcome.Unavailable("Nobody answers."),
            2 => new WriteOutcome.SignInNeeded("The token has ended."),
            _ => null,
        };

    WriteOutcome Write(EntryToWrite entry)
    {
        var outcome = Answer(entry);
        world.Trace?.Add(
            $"{name} is sent {entry.Key} ({Describe.Origin(entry.Entry.Origin)}), generation {entry.Generation}: {Describe.Outcome(outcome)}"
        );
        return outcome;
    }

    WriteOutcome Answer(EntryToWrite entry)
    {
        if (Refuses(entry.Key))
            return entry.Key[^1] % 2 == 0 ? new WriteOutcome.Refused("No such account.") : new WriteOutcome.ClosedPeriod("Closed.");
        if (!world.Dice.OneIn(world.Faults.Platform))
            return new WriteOutcome.Created(Create(entry));
        switch (world.Dice.Below(3))
        {
            case 0:
                return new WriteOutcome.Unknown("It answered 500.");
            case 1:
                Create(entry);
                return new WriteOutcome.Unknown("The connection broke after the commit.");
            default:
                atWork.Add((world.Now + TimeSpan.FromSeconds(world.Dice.Below(LongestWorkSeconds)), entry));
                return new WriteOutcome.Unknown("The connection broke before the commit.");
        }
    }

    PlatformDocument Create(EntryToWrite entry)
    {
        var request = new Request(entry.Key, entry.Generation);
        if (remembersRequests && answered.TryGetValue(request, out var before))
            return before;
        var document = new PlatformDocument($"{name}-{documents.Count + 1}", $"{++version}", entry.Key, entry.Entry.Date, entry.Entry.Lines);
        world.Trace?.Add($"  {name} holds {entry.Key} as {document.PlatformId}");
        documents.Add(document);
        createdAt.Add(world.Now);
        answered[request] = document;
        return document;
    }

    public LookUpOutcome LookUp(string key)
    {
        var outcome = Find(key);
        world.Trace?.Add($"{name} is asked for {key}: {outcome.GetType().Name}");
        return outcome;
    }

    public ChangesOutcome Changes(DateTimeOffset since) =>
        world.Dice.OneIn(world.Faults.Platform)
            ? new ChangesOutcome.Failed("It answered 503.", RetryAfter: null)
            : new ChangesOutcome.Page(
                [
                    .. documents
                        .Zip(createdAt)
                        .Where(pair => pair.Second >= since)
                        .Select(pair => new PlatformChange(pair.First.PlatformId, pair.Second, pair.First)),
                ],
                world.Now
            );

    LookUpOutcome Find(string key)
    {
        if (IsSilentOn(key) || world.Dice.OneIn(world.Faults.Platform))
            return new LookUpOutcome.Failed("It answered 503.", RetryAfter: null);
        List<PlatformDocument> found = [.. documents.Where(document => document.Key == key)];
        return found.Count switch
        {
            0 => new LookUpOutcome.Absent(),
            1 => new LookUpOutcome.Found(found[0]),
            _ => new LookUpOutcome.Doubled(found),
        };
    }
}
