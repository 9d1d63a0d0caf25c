using System.Text.Json;

namespace AccountingSync.Integration.Tests.DemoDay;

[Category("DemoDay")]
public class After_the_demo_day
{
    [Test]
    public void every_check_passes()
    {
        var failed = PlayedDay.Outcome.Report.Checks.Where(check => !check.Passed).Select(check => $"{check.Name}: {check.Detail}").ToList();

        Assert.That(failed, Is.Empty);
        Assert.That(PlayedDay.Outcome.Report.Checks, Has.Count.GreaterThan(20));
    }

    [Test]
    public void at_least_300_transactions_were_received_and_all_of_them_accounted_for()
    {
        var report = PlayedDay.Outcome.Report;

        Assert.That(report.Received, Is.GreaterThanOrEqualTo(300));
        Assert.That(report.Posted + report.Held + report.Superseded, Is.EqualTo(report.Received));
        Assert.That(report.Superseded, Is.EqualTo(5), "each payout comes again with what it settles, and says the same to the books");
        Assert.That(report.Held, Is.GreaterThan(0));
        Assert.That(report.Duplicates, Is.GreaterThan(20));
        Assert.That(report.Discrepancies, Is.EqualTo(1));
    }

    [Test]
    public void the_trial_balance_is_zero_in_currencies_with_no_two_and_three_decimals()
    {
        var totals = PlayedDay.Outcome.Report.TrialBalance;

        Assert.That(totals["JPY"], Is.EqualTo("0"));
        Assert.That(totals["USD"], Is.EqualTo("0.00"));
        Assert.That(totals["KWD"], Is.EqualTo("0.000"));
    }

    [Test]
    public void the_report_has_the_members_that_people_script_against()
    {
        var report = PlayedDay.Outcome.Report.ToJson();

        Assert.That(
            report.EnumerateObject().Select(member => member.Name),
            Is.EqualTo([
                "received",
                "duplicates",
                "refused",
                "held",
                "posted",
                "superseded",
                "pushed",
                "discrepancies",
                "corrections",
                "trial_balance",
                "journal_file",
                "trace_id",
                "seconds",
                "checks",
            ])
        );
        Assert.That(report.GetProperty("pushed").EnumerateObject().Select(member => member.Name), Is.EquivalentTo(["plain-text", "quickbooks"]));
        Assert.That(report.GetProperty("received").ValueKind, Is.EqualTo(JsonValueKind.Number));
        Assert.That(report.GetProperty("checks")[0].EnumerateObject().Select(member => member.Name), Is.EqualTo(["name", "passed", "detail"]));
    }

    [Test]
    public void its_summary_says_where_to_look()
    {
        using var text = new StringWriter();
        AccountingSync.CommandLine.DemoDay.DemoSummary.Print(
            AccountingSync.CommandLine.Show.Screen.Into(text, text),
            PlayedDay.Run,
            PlayedDay.Outcome
        );

        Assert.That(text.ToString(), Does.Contain(PlayedDay.Run.Address.Console.ToString()).And.Contain(PlayedDay.Outcome.Organisation.OperatorKey));
        Assert.That(text.ToString(), Does.Contain($"./acsync trace {PlayedDay.Outcome.Report.TraceId}"));
    }
}
