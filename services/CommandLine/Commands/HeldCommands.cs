using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class HeldCommands
{
    static readonly Option<int> Limit = new("--limit")
    {
        Description = "At most so many, the longest held first; up to 1000.",
        DefaultValueFactory = _ => 100,
    };
    static readonly Option<bool> All = new("--all") { Description = "All of it, by source and id." };
    const int PageSize = 1_000;

    public static Command Build(Verb verb) =>
        Verb.Group(
            "held",
            "Transactions that wait for a rule or a person.",
            verb.Of("list", "What waits, and why.", List, Limit, All),
            verb.Of("retry", "Decide all of it again under the rules of today.", Retry)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var (rows, isMore) = given.Value(All) ? (await Everything(given, console, stop), false) : await Longest(given, console, stop);
        given.Show(
            JsonSerializer.SerializeToElement(new { held = rows }),
            () =>
            {
                Print(given.Screen, rows);
                if (isMore)
                    given.Screen.Line("There may be more: --all lists all of it.");
            }
        );
        return ExitCode.Ok;
    }

    static async Task<(IReadOnlyList<JsonElement> Rows, bool IsMore)> Longest(Invocation given, Endpoint console, CancellationToken stop)
    {
        var limit = given.Value(Limit);
        var rows = (await console.Get("v1/held", stop, ("limit", limit))).Must().List("held");
        return (rows, rows.Count == limit);
    }

    /// <summary>Page by page, by source and id.</summary>
    static async Task<IReadOnlyList<JsonElement>> Everything(Invocation given, Endpoint console, CancellationToken stop)
    {
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var rows = new List<JsonElement>();
        string? source = null;
        string? id = null;
        do
        {
            var page = (
                await console.Get("v1/held", stop, ("order", "name"), ("limit", PageSize), ("after_source", source), ("after_id", id))
            ).Must();
            rows.AddRange(page.List("held"));
            (source, id) = (page.Text("next_source"), page.Text("next_id"));
            if (source is not null)
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} held, up to {source} {id}"));
        } while (source is not null);
        return rows;
    }

    static void Print(Screen screen, IReadOnlyList<JsonElement> rows) =>
        screen.Table(
            ["Source", "Id", new Column("Rev", IsNumber: true), "Received", "Overdue", "Why", "Nearest rule", "Reason"],
            rows.Select(row =>
                (string?[])
                    [
                        row.Text("source"),
                        row.Text("id"),
                        row.Text("revision"),
                        row.Moment("received_at"),
                        row.Moment("overdue_at"),
                        row.Text("code"),
                        row.Text("nearest_rule"),
                        row.Text("reason"),
                    ]
            )
        );

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
