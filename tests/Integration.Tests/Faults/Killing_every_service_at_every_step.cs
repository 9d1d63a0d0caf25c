using System.Net.Http.Json;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>5,000 transactions while every service dies at each of its steps, the broker and the database are killed, the broker's
/// data is taken away, and the platform loses answers.</summary>
[Category("Faults")]
public sealed class Killing_every_service_at_every_step
{
    const int Transactions = 5_000;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    static int Hours =>
        int.Parse(Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_FAULT_HOURS") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    [Test]
    public async Task loses_nothing_and_doubles_nothing()
    {
        var until = TimeProvider.System.GetUtcNow().AddHours(Hours);
        var seed = ulong.Parse(
            Environment.GetEnvironmentVariable("ACCOUNTINGSYNC_FAULT_SEED") ?? "1",
            System.Globalization.CultureInfo.InvariantCulture
        );
        do await Campaign(seed++);
        while (TimeProvider.System.GetUtcNow() < until);
    }

    static async Task Campaign(ulong seed)
    {
        TestContext.Progress.WriteLine($"Campaign with seed {seed} (repeat it with ACCOUNTINGSYNC_FAULT_SEED={seed})");
        using var limit = new CancellationTokenSource(Limit);
        var dice = new Dice(seed);
        var day = new PlannedDay(Transactions, dice);
        await using var campaign = await CampaignSystem.Start($"campaign-{seed}", day.Accounts, null, limit.Token);
        await Disturb(
            campaign,
            new
            {
                target = "quickbooks",
                seed,
                rates = new Dictionary<string, double>
                {
                    ["close_after_commit"] = 0.05,
                    ["http_500"] = 0.02,
                    ["close_before"] = 0.02,
                    ["truncate"] = 0.02,
                },
            },
            limit.Token
        );
        var chaos = new Chaos(campaign.System, new Dice(seed + 1_000), rounds: 2);
        using var load = new LoadGenerator(
            campaign.System.AddressOf("ingestion"),
            campaign.ApiKey,
            day,
            dice,
            () => (double)chaos.Total / chaos.Planned
        );
        using var loadEnded = new CancellationTokenSource();
        var killing = chaos.Run(loadEnded.Token, limit.Token);
        await load.Send(limit.Token);
        TestContext.Progress.WriteLine(
            $"All sent after {load.Requests} requests, {load.Unanswered} without a good answer; {chaos.Total} kills so far"
        );
        await loadEnded.CancelAsync();
        await killing;
        await Disturb(campaign, new { target = "quickbooks" }, limit.Token);
        await Settled.Wait(campaign, load.Accepted.Count, limit.Token);
        var verdict = await Checker.Check(campaign, day, load.Accepted, limit.Token);
        TestContext.Progress.WriteLine(
            $"{chaos.Total} kills ({string.Join(", ", chaos.Kills.OrderBy(kill => kill.Key).Select(kill => $"{kill.Key} {kill.Value}"))})"
        );
        TestContext.Progress.WriteLine(verdict.ToString());
        Assert.Multiple(() =>
        {
            Assert.That(load.Accepted, Has.Count.EqualTo(Transactions));
            Assert.That(verdict.IsClean, Is.True, verdict.ToString());
            Assert.That(chaos.Total, Is.GreaterThanOrEqualTo(60));
        });
    }

    [Test]
    public async Task and_the_checker_sees_it_when_the_look_up_before_a_retry_is_left_out()
    {
        using var limit = new CancellationTokenSource(Limit);
        var dice = new Dice(7);
        var day = new PlannedDay(300, dice);
        await using var campaign = await CampaignSystem.Start(
            "sabotage",
            day.Accounts,
            new Dictionary<string, string> { ["ACCOUNTINGSYNC_SABOTAGE"] = "push-without-look-up" },
            limit.Token
        );
        await Disturb(
            campaign,
            new
            {
                target = "quickbooks",
                seed = 7,
                rates = new Dictionary<string, double> { ["close_after_commit"] = 0.3 },
            },
            limit.Token
        );
        using var load = new LoadGenerator(campaign.System.AddressOf("ingestion"), campaign.ApiKey, day, dice, () => 1.0);
        await load.Send(limit.Token);
        await Settled.Wait(campaign, load.Accepted.Count, limit.Token);
        var verdict = await Checker.Check(campaign, day, load.Accepted, limit.Token);
        TestContext.Progress.WriteLine(verdict.ToString());
        Assert.That(verdict.Doubled, Is.Not.Empty);
    }

    static async Task Disturb(CampaignSystem campaign, object plan, CancellationToken stop)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsJsonAsync(new Uri(campaign.System.AddressOf("sandbox"), "sandbox/faults"), plan, stop);
        Assert.That(answer.IsSuccessStatusCode, Is.True, await answer.Content.ReadAsStringAsync(stop));
    }
}
