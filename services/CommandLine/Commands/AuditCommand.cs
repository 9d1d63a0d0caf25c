using System.CommandLine;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class AuditCommand
{
    public static Command Build(Verb verb) =>
        Verb.Group(
            "audit",
            "The chain of seals over the ledger.",
            verb.Of("verify", "Compute every seal again from the entries as they are now; 1 when one byte was changed.", Verify)
        );

    static async Task<int> Verify(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var report = (await console.Get("v1/audit", stop)).Must();
        var problem = report.Text("problem");
        given.Show(
            report,
            () =>
            {
                given.Screen.Line(
                    $"{report.Text("seals")} seals cover {report.Text("entries_sealed")} entries; {report.Text("entries_not_sealed_yet")} are not sealed yet."
                );
                given.Screen.Line($"Last seal: {report.Text("head")}");
                given.Screen.Line(problem is null ? "Nothing was changed." : $"CHANGED: {problem}");
            }
        );
        return problem is null ? ExitCode.Ok : ExitCode.Found;
    }
}
