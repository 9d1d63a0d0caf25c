using AccountingSync.CommandLine.Run;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>Tells a person what happened and where to look.</summary>
static class DemoSummary
{
    public static void Print(Screen screen, LocalRun run, DemoOutcome outcome)
    {
        var report = outcome.Report;
        screen.Line();
        screen.Table(
            ["What happened", new Column("", IsNumber: true)],
            [
                ["received", $"{report.Received}"],
                ["posted", $"{report.Posted}"],
                ["said by another revision", $"{report.Superseded}"],
                ["held for a person", $"{report.Held}"],
                ["refused as invalid", $"{report.Refused}"],
                ["duplicates recognised", $"{report.Duplicates}"],
                .. report.Pushed.Select(platform => (string?[])[$"written to {platform.Key}", $"{platform.Value}"]),
                .. report.TrialBalance.Select(total => (string?[])[$"trial balance {total.Key}", total.Value]),
                ["entries that do not agree", $"{report.Discrepancies}"],
            ]
        );
        screen.Table(
            ["Checked from outside", "", "Detail"],
            report.Checks.Select(check => (string?[])[check.Name, check.Passed ? "ok" : "FAILED", check.Detail])
        );
        screen.Line($"The one that does not agree is the edit that was planted in QuickBooks: document {outcome.Planted}.");
        screen.Line();
        screen.Line($"Console      {run.Address.Console}");
        screen.Line($"API key      {outcome.Organisation.OperatorKey}");
        screen.Line($"Journal      {report.JournalFile}");
        screen.Line($"One sale     ./acsync transaction {DemoPlan.ShopSource} sale-0001");
        screen.Line($"Its trace    ./acsync trace {report.TraceId}");
        screen.Line($"Report       {run.Installation.ReportFile}");
        screen.Line($"{report.Checks.Count(check => check.Passed)} of {report.Checks.Count} checks passed after {report.Seconds} seconds.");
    }
}
