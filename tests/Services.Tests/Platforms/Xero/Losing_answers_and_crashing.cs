using System.Diagnostics;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.PlatformSync.ResolveOutcome;
using AccountingSync.PlatformSync.Summaries;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <summary>Entries on their way to Xero by the product's own decisions, while a third of the answers is lost and processes die: each must
/// end in the books once.</summary>
public class Losing_answers_and_crashing
{
    const int Entries = 5_000;
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(220);
    static readonly CancellationToken Go = CancellationToken.None;

    readonly SettableClock clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public async Task leaves_nothing_missing_and_nothing_doubled()
    {
        await using var organisation = await SandboxOrganisation.Start(clock: clock);
        var pushes = Enumerable.Range(0, Entries).Select(i => PushOf(PlatformEntries.Sale($"s-{i}", net: i + 1))).ToDictionary(push => push.Id);
        await organisation.Suffer(
            """{"seed":11,"rates":{"close_after_commit":0.15,"truncate":0.05,"close_before":0.05,"http_500_after_commit":0.05}}"""
        );
        var dice = new Dice(5);

        for (var round = 0; pushes.Values.Any(push => push.State != "written"); round++)
        {
            Assert.That(round, Is.LessThan(200), "It must come to an end.");
            await Push(organisation.Platform, pushes, dice);
            clock.Advance(Settle);
            await LookUp(organisation.Platform, pushes);
        }

        var posted = await organisation.Posted();
        Assert.That(posted, Is.Unique);
        Assert.That(posted, Is.EquivalentTo(pushes.Values.Select(push => push.Key)));
        Assert.That((await organisation.Census()).GetProperty("duplicates").GetArrayLength(), Is.Zero);
        Assert.That(pushes.Values.Count(push => push.Generation > 1), Is.GreaterThan(0), "Some were sent again.");
    }

    async Task Push(IAccountingPlatform platform, Dictionary<Guid, Push> pushes, Dice dice)
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

    async Task LookUp(IAccountingPlatform platform, Dictionary<Guid, Push> pushes)
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

    static Push PushOf(EntryToWrite entry) =>
        new()
        {
            Id = entry.Entry.Id,
            Organisation = "acme",
            Connection = "books",
            Key = entry.Key,
            Entry = entry.Entry.ToData(),
            State = "pending",
            Generation = 1,
            Attempts = 0,
            ReceivedAt = DateTimeOffset.UnixEpoch,
        };
}
