using System.Diagnostics;
using System.Globalization;

namespace AccountingSync.Integration.Tests.Faults;

/// <param name="Transactions">Sent in one round.</param>
/// <param name="Deaths">How often each step of each service strikes in it.</param>
/// <param name="AtOnce">How many services die over and over at the same time; the others are at work meanwhile.</param>
/// <param name="Strikes">How often each family of faults strikes in it.</param>
/// <param name="LeastKills">Fewer, and the round has proved too little.</param>
/// <param name="MustStrikeAll">Whether every family must have struck: on a slow machine the short one's load may end before.</param>
public sealed record CampaignSize(int Transactions, int Deaths, int AtOnce, int Strikes, int LeastKills, bool MustStrikeAll)
{
    public static CampaignSize Short { get; } = new(5_000, Deaths: 1, AtOnce: 3, Strikes: 1, LeastKills: 50, MustStrikeAll: false);
    public static CampaignSize Long { get; } = new(6_000, Deaths: 3, AtOnce: 3, Strikes: 3, LeastKills: 90, MustStrikeAll: true);
}

/// <summary>One round of the campaign: a new system, one day's load under all families of faults, and the checker's verdict.
/// The seed decides the day, the order of the faults, the clocks and which commits stay in doubt.</summary>
public sealed class Campaign(ulong seed, CampaignSize size, CampaignReport report)
{
    /// <summary>Families that must have struck; the sandbox's and the load's own depend on the seed and come on top.</summary>
    static readonly string[] Expected =
    [
        "all services killed at once",
        "broker asked to stop",
        "broker killed",
        "broker's data wiped",
        "broker's disk alarm",
        "broker's memory alarm",
        "clock of a service off by ten minutes",
        "commit in doubt",
        "database killed",
        "database stopped at once",
        "platform down and back",
        "poison in a request",
        "quickbooks close_after_commit",
        "same key with other content",
        "sent again",
        "service asked to stop",
        "service frozen and thawed",
        "tokens expired, replies to refreshing lost",
        "twice in one request",
    ];

    /// <summary>Rare enough that what one cut leaves behind, up to a hundred commits of looking up, does not meet the next one.</summary>
    const int CommitsPerCut = 250;

    readonly FaultTally tally = new();
    readonly long start = Stopwatch.GetTimestamp();
    readonly Dice doubts = new(seed + 2_000);
    volatile bool isOver;

    string Elapsed => string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");

    public async Task Run(TimeSpan limit)
    {
        TestContext.Progress.WriteLine($"Campaign with seed {seed} (repeat it with ACCOUNTINGSYNC_FAULT_SEED={seed})");
        using var stop = new CancellationTokenSource(limit);
        var dice = new Dice(seed);
        var day = new PlannedDay(size.Transactions, dice, refundsName: true);
        await using var campaign = await CampaignSystem.Start($"campaign-{seed}", day.Accounts, null, stop.Token);
        await using var proxy = new InDoubtProxy(campaign.System.PostgresServer!.Port, ChooseCut);
        var platform = new SandboxFaults(campaign, tally, seed);
        TestContext.Progress.WriteLine($"Started after {Elapsed}");
        await platform.Begin(stop.Token);
        var chances = new Dice(seed + 1_000);
        using var services = new ServicesUnderFire(campaign.System, proxy, tally, Clocks(chances));
        using var month = new ClosedMonth(campaign.System);
        var strikes = new Strikes(campaign.System, services, platform, month, tally, chances);
        var chaos = new Chaos(services, strikes, tally, chances, size);
        using var load = new LoadGenerator(campaign.System.AddressOf("ingestion"), campaign.ApiKey, day, dice, tally, () => chaos.Progress)
        {
            Misbehaves = true,
        };

        using var loadEnded = new CancellationTokenSource();
        var striking = chaos.Run(loadEnded.Token, stop.Token);
        await SendWhile(striking, chaos, load, stop.Token);
        TestContext.Progress.WriteLine(
            $"All sent after {Elapsed} and {load.Requests} requests, {load.Unanswered} without a good answer; {tally.TotalKills} kills so far"
        );
        await loadEnded.CancelAsync();
        await striking;
        await platform.End(stop.Token);
        isOver = true;
        tally.Fault("commit in doubt", proxy.Cuts);
        await Settled.Wait(campaign, load.Accepted.Count, stop.Token);
        TestContext.Progress.WriteLine($"Settled after {Elapsed}");
        await Settled.WaitForAgreement(campaign, stop.Token);
        Judge(await Checker.Check(campaign, day, load.Accepted, stop.Token), load, services);
    }

    /// <summary>A fault that could not be undone, like a broker that did not start again, must not look like a load that was never taken.</summary>
    static async Task SendWhile(Task striking, Chaos chaos, LoadGenerator load, CancellationToken stop)
    {
        var sending = load.Send(stop);
        try
        {
            if (await Task.WhenAny(sending, striking) == striking)
                await striking;
            await sending;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Assert.Fail($"Not all was sent in time: {load}; under way: {chaos}.");
        }
    }

    void Judge(Verdict verdict, LoadGenerator load, ServicesUnderFire services)
    {
        TestContext.Progress.WriteLine($"Agreed after {Elapsed}");
        TestContext.Progress.WriteLine(tally.ToString());
        TestContext.Progress.WriteLine(verdict.ToString());
        report.Add(seed, tally, verdict);
        Assert.Multiple(() =>
        {
            Assert.That(load.Accepted, Has.Count.EqualTo(size.Transactions));
            Assert.That(verdict.IsClean, Is.True, verdict.ToString());
            Assert.That(services.Deaf, Is.Empty, "asked to stop, and still running after half a minute");
            Assert.That(tally.TotalKills, Is.GreaterThanOrEqualTo(size.LeastKills));
            if (size.MustStrikeAll)
                Assert.That(Expected.Except(tally.Faults.Keys), Is.Empty, "families that never struck");
        });
    }

    InDoubtProxy.Cut ChooseCut()
    {
        lock (doubts)
            return !isOver && doubts.Below(CommitsPerCut) == 0
                ? doubts.Pick([InDoubtProxy.Cut.Before, InDoubtProxy.Cut.After])
                : InDoubtProxy.Cut.None;
    }

    /// <summary>The ledger and the pushes are never early: a push is only due for entries posted after its connection was added, by the
    /// clocks of these two.</summary>
    Dictionary<string, int> Clocks(Dice chances)
    {
        const int off = 600;
        var shifts = new Dictionary<string, int>
        {
            ["ingestion"] = chances.Pick([-off, off]),
            ["transformation"] = chances.Pick([-off, 0, off]),
            ["ledger-writer"] = chances.Pick([0, off]),
            ["platform-sync"] = chances.Pick([0, off]),
            ["reconciliation"] = chances.Pick([-off, 0, off]),
        };
        tally.Fault("clock of a service off by ten minutes", shifts.Values.Count(shift => shift != 0));
        return shifts;
    }
}
