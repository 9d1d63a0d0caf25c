using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class HeldCommands
{
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "held",
            "Transactions that wait for a rule or a person.",
            verb.Of("list", "What waits, and why.", List, Limit),
            verb.Of("retry", "Decide all of it again under the rules of today.", Retry)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/held", stop, ("limit", given.Value(Limit)))).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    ["Source", "Id", new Column("Rev", IsNumber: true), "Received", "Overdue", "Why", "Reason"],
                    answer
                        .List("held")
                        .Select(row =>
                            (string?[])
                                [
                                    row.Text("source"),
                                    row.Text("id"),
                                    row.Text("revision"),
                                    row.Moment("received_at"),
                                    row.Moment("overdue_at"),
                                    row.Text("code"),
                                    row.Text("reason"),
                                ]
                        )
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> Retry(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var retried = 0L;
        string? source = null;
        string? id = null;
        do
        {
            var page = (await console.Post("v1/held/retry", null, stop, ("after_source", source), ("after_id", id))).Must();
            retried += page.Number("retried");
            (source, id) = (page.Text("next_source"), page.Text("next_id"));
            if (source is not null)
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"{retried} sent through once more, up to {source} {id}"));
        } while (source is not null);
        given.Show(
            JsonSerializer.SerializeToElement(new { retried }),
            () => given.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{retried} transactions are decided again."))
        );
        return ExitCode.Ok;
    }
}
