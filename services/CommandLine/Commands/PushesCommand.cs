using System.CommandLine;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class PushesCommand
{
    static readonly Option<string?> State = new("--state") { Description = "pending, sending, unknown, written, refused or parked." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Build(Verb verb) => verb.Of("pushes", "Entries on their way to the platforms, the newest first.", Run, State, Limit);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/pushes", stop, ("state", given.Value(State)), ("limit", given.Value(Limit)))).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    ["Platform", "State", "Key", "There as", new Column("Tries", IsNumber: true), "Updated at", "Reason"],
                    answer
                        .List("pushes")
                        .Select(row =>
                            (string?[])
                                [
                                    row.Text("connection"),
                                    row.Text("state"),
                                    row.Text("key"),
                                    row.Text("platform_id"),
                                    row.Text("attempts"),
                                    row.Moment("updated_at"),
                                    row.Text("reason"),
                                ]
                        )
                )
        );
        return ExitCode.Ok;
    }
}
