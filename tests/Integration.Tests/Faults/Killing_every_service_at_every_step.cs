using System.Diagnostics;
using System.Globalization;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Some thousand transactions while every service dies at each of its steps and every family of faults strikes: servers killed,
/// stopped, wiped and blocked, services frozen and restarted, commits in doubt, clocks apart, sources that misbehave, a platform that
/// loses answers. Once in <c>./test</c>; again and again with new seeds in <c>./test --faults HOURS</c>.</summary>
[Category("Faults")]
public sealed class Killing_every_service_at_every_step
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    static readonly TimeSpan LongLimit = TimeSpan.FromMinutes(20);

    static double Hours => double.Parse(Setting("ACCOUNTINGSYNC_FAULT_HOURS", "0"), CultureInfo.InvariantCulture);

    [Test]
    public async Task loses_nothing_and_doubles_nothing()
    {
        var start = Stopwatch.GetTimestamp();
        var seed = ulong.Parse(Setting("ACCOUNTINGSYNC_FAULT_SEED", "1"), CultureInfo.InvariantCulture);
        var size = Hours > 0 ? CampaignSize.Long : CampaignSize.Short;
        var report = new CampaignReport();
        do
        {
            try
            {
                await new Campaign(seed, size, report).Run(Hours > 0 ? LongLimit : Limit);
            }
            finally
            {
                report.Write(Stopwatch.GetElapsedTime(start));
            }
            TestContext.Progress.WriteLine($"So far {report.Line(Stopwatch.GetElapsedTime(start))}");
            seed++;
        } while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromHours(Hours));
        TestContext.Progress.WriteLine($"Campaign: {report.Line(Stopwatch.GetElapsedTime(start))}");
    }

    [Test]
    public async Task and_the_checker_sees_it_when_the_look_up_before_a_retry_is_left_out()
    {
        using var limit = new CancellationTokenSource(Limit);
        var dice = new Dice(7);
        var day = new PlannedDay(200, dice, refundsName: true);
        await using var campaign = await CampaignSystem.Start(
            "sabotage",
            day.Accounts,
            new Dictionary<string, string> { ["ACCOUNTINGSYNC_SABOTAGE"] = "push-without-look-up" },
            limit.Token
        );
        var tally = new FaultTally();
        await SandboxFaults.Suffer(
            campaign,
            new
            {
                target = "quickbooks",
                seed = 7,
                rates = new Dictionary<string, double> { ["close_after_commit"] = 0.3 },
            },
            tally,
            limit.Token
        );
        using var load = new LoadGenerator(campaign.System.AddressOf("ingestion"), campaign.ApiKey, day, dice, tally, () => 1.0);
        await load.Send(limit.Token);
        await Settled.Wait(campaign, load.Accepted.Count, limit.Token);
        var verdict = await Checker.Check(campaign, day, load.Accepted, limit.Token);
        TestContext.Progress.WriteLine(verdict.ToString());
        Assert.That(verdict.Doubled, Is.Not.Empty);
    }

    static string Setting(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : otherwise;
}
