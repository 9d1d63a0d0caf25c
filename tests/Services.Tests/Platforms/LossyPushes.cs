using System.Diagnostics;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.PlatformSync.ResolveOutcome;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms;

/// <summary>Entries on their way to a platform by the product's own decisions, while a third of the answers is lost and processes die: each must
/// end in the books once.</summary>
sealed class LossyPushes(IAccountingPlatform platform, SettableClock clock)
{
    /// <summary>Faults for the sandbox.</summary>
    public const string Losses =
        """{"seed":11,"rates":{"close_after_commit":0.15,"truncate":0.05,"close_before":0.05,"http_500_after_commit":0.05}}""";

    const int Entries = 5_000;
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(220);
    static readonly CancellationToken Go = CancellationToken.None;

    readonly Dice dice = new(5);
    readonly Dictionary<Guid, Push> pushes = Enumerable
        .Range(0, Entries)
        .Select(i => PlatformEntries.PushOf(PlatformEntries.Sale($"s-{i}", net: i + 1)))
        .ToDictionary(push => push.Id);

    public IEnumerable<string> Keys => pushes.Values.Select(push => push.Key);

    public int SentAgain => pushes.Values.Count(push => push.Generation > 1);

    /// <summary>Until all of them are written.</summary>
    public async Task Run()
    {
        for (var round = 0; pushes.Values.Any(push => push.State != "written"); round++)
        {
            Assert.That(round, Is.LessThan(200), "It must come to an end.");
            await Push();
            clock.Advance(Settle);
            await LookUp();
        }
    }

    async Task Push()
    {
        foreach (var batch in pushes.Values.Where(push => push.State == "pending").ToList().Chunk(platform.Capabilities.BatchSize))
        {
            var sent = batch.Select(push => push with { State = "sending", Attempts = push.Attempts + 1, SentAt = clock.GetUtcNow() }).ToList();
            var outcomes = await platform.Write([.. sent.Select(push => new EntryToWrite(push.ToEntry(), push.Key, push.Generation))], Go);
            // The process dies before it records the answer: its successor knows no more than that these were being sent.
            var crashed = dice.OneIn(20);
            foreach (var (push, outcome) in sent.Zip(outcomes))
                pushes[push.Id] = crashed ? push with { State = "unknown" } : After(push, PushResult.Of(push, outcome, clock.GetUtcNow()));
        }
    }

    async Task LookUp()
    {
        foreach (var push in pushes.Values.Where(push => push.State == "unknown").ToList())
        {
            var now = clock.GetUtcNow();
            pushes[push.Id] = LookUpDecision.For(push, await platform.LookUp(push.Key, Go), Settle, now) switch
            {
                LookUpDecision.Adopt(var document, var doubled) => doubled.Count == 0
                    ? After(push, PushResult.Written(push, document, now))
                    : throw new AssertionException($"{push.Key} is there {doubled.Count + 1} times."),
                LookUpDecision.NotThere => After(push, PushResult.SentAgain(push, now)),
                LookUpDecision.Open => push,
                _ => throw new UnreachableException(),
            };
        }
    }

    static Push After(Push push, PushResult result) =>
        push with
        {
            State = result.State,
            Generation = push.Generation + (result.NextGeneration ? 1 : 0),
        };
}
