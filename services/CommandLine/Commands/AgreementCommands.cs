using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Whether source, ledger and platforms agree.</summary>
static class AgreementCommands
{
    static readonly Option<string?> State = new("--state") { Description = "open or resolved; open when not given." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Reconcile(Verb verb) => verb.Of("reconcile", "Compare all sides now; 1 when something does not agree.", Reconcile);

    public static Command Discrepancies(Verb verb) =>
        verb.Of("discrepancies", "What does not agree; 1 when something is open.", Discrepancies, State, Limit);

    static async Task<int> Reconcile(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var run = (await console.Post("v1/reconciliations", null, stop)).Must();
        var found = await Read(console, "open", 1_000, stop);
        given.Show(
            run,
            () =>
            {
                given.Screen.Line(
                    $"Compared {run.Text("transactions")} transactions, {run.Text("entries")} entries and {run.Text("documents")} documents."
                );
                Print(given.Screen, found);
            }
        );
        return found.List("discrepancies").Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task<int> Discrepancies(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = await Read(console, given.Value(State) ?? "open", given.Value(Limit), stop);
        given.Show(answer, () => Print(given.Screen, answer));
        return answer.List("discrepancies").Any(row => row.Text("state") == "open") ? ExitCode.Found : ExitCode.Ok;
    }

    static async Task<JsonElement> Read(Endpoint console, string state, int limit, CancellationToken stop) =>
        (await console.Get("v1/discrepancies", stop, ("state", state), ("limit", limit))).Must();

    static void Print(Screen screen, JsonElement answer)
    {
        var rows = answer.List("discrepancies");
        if (rows.Count == 0)
            screen.Line("Source, ledger and platforms agree.");
        else
            screen.Table(
                ["Type", "State", "Source", "Id", "Platform", "Found at", "What"],
                rows.Select(row =>
                    (string?[])
                        [
                            row.Text("type"),
                            row.Text("state"),
                            row.Text("source"),
                            row.Text("transaction_id"),
                            row.Text("connection"),
                            row.Moment("opened_at"),
                            row.Text("detail"),
                        ]
                )
            );
    }
}
