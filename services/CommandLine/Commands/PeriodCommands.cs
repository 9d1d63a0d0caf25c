using System.CommandLine;
using System.Globalization;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Closing months of the books, and what comes for them later.</summary>
static class PeriodCommands
{
    const int AtOnce = 1_000;
    static readonly Argument<string> Period = new("PERIOD") { Description = "Like 2026-03." };
    static readonly Option<string?> Why = new("--why") { Description = "The reason, which is kept." };
    static readonly Option<string?> Only = new("--period") { Description = "Of that month alone, like 2026-03." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    static readonly Argument<Guid[]> Entries = new("ENTRY") { Description = "Ids of waiting entries; with --period all of that month." };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "periods",
            "Months of the books that are closed, and what waits for them.",
            verb.Of("list", "Those that are closed.", List),
            verb.Of("close", "Nothing is posted into it any more.", (given, stop) => Decide(given, "close", "is closed.", stop), Period, Why),
            verb.Of(
                "ask",
                "Ask to open it again; somebody else must agree.",
                (given, stop) => Decide(given, "ask", "stays closed until somebody else says reopen.", stop),
                Period,
                Why
            ),
            verb.Of(
                "reopen",
                "Agree to open it again, with the --key of somebody else; what waits is posted.",
                (given, stop) => Decide(given, "reopen", "is open again; what waits for it is posted.", stop),
                Period,
                Why
            ),
            verb.Of(
                "decline",
                "Leave it closed, though somebody asked.",
                (given, stop) => Decide(given, "decline", "stays closed.", stop),
                Period,
                Why
            ),
            verb.Of("waiting", "Entries whose period is closed; 1 when there are any.", Waiting, Only, Limit),
            verb.Of("post", "Post waiting entries on the next open day.", Post, Entries, Only),
            verb.Of("history", "Who decided what, and why.", History, Limit)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/periods", stop)).Must();
        var periods = answer.List("periods");
        given.Show(
            answer,
            () =>
            {
                if (periods.Count == 0)
                    given.Screen.Line("All periods are open.");
                else
                    given.Screen.Table(
                        ["Period", "Closed by", "Closed at", new Column("Waiting", IsNumber: true), "To open again", "Why"],
                        periods.Select(row =>
                            (string?[])
                                [
                                    row.Text("period"),
                                    row.Text("closed_by"),
                                    row.Moment("closed_at"),
                                    row.Text("waiting"),
                                    row.Text("asked_by") is { } asker ? $"{asker} asks" : null,
                                    row.Text("asked_why"),
                                ]
                        )
                    );
            }
        );
        return ExitCode.Ok;
    }

    static async Task<int> Decide(Invocation given, string verb, string done, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var period = given.Value(Period);
        var answer = (await console.Post($"v1/periods/{Uri.EscapeDataString(period)}/{verb}", new { reason = given.Value(Why) }, stop)).Must();
        given.Show(answer, () => given.Screen.Line($"{period} {done}"));
        return ExitCode.Ok;
    }

    static async Task<int> Waiting(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/periods/waiting", stop, ("period", given.Value(Only)), ("limit", given.Value(Limit)))).Must();
        var waiting = answer.List("waiting");
        given.Show(
            answer,
            () =>
            {
                if (waiting.Count == 0)
                    given.Screen.Line("Nothing waits for a closed period.");
                else
                    given.Screen.Table(
                        ["Entry", "Of", "Source", "Id", new Column("Rev", IsNumber: true), "Part", "Waits since", "Why"],
                        waiting.Select(row =>
                            (string?[])
                                [
                                    row.Text("entry_id"),
                                    row.Text("date"),
                                    row.Text("source"),
                                    row.Text("transaction_id"),
                                    row.Text("revision"),
                                    row.Text("part"),
                                    row.Moment("waiting_since"),
                                    row.Text("reason"),
                                ]
                        )
                    );
            }
        );
        return waiting.Count == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task<int> Post(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        if (given.Value(Entries) is { Length: > 0 } named)
            return Posted(given, (await console.Post("v1/periods/waiting/post", new { entry_ids = named }, stop)).Must().Number("posted"));
        if (given.Value(Only) is not { } period)
            throw new CommandFailedException("Name the entries, or a month with --period.");
        var sum = 0L;
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        while (true)
        {
            var page = (await console.Get("v1/periods/waiting", stop, ("period", period), ("limit", AtOnce))).Must().List("waiting");
            if (page.Count == 0)
                return Posted(given, sum);
            var ids = page.Select(row => row.Text("entry_id"));
            sum += (await console.Post("v1/periods/waiting/post", new { entry_ids = ids }, stop)).Must().Number("posted");
            progress.Say(string.Create(CultureInfo.InvariantCulture, $"{sum} posted on the next open day"));
        }
    }

    static int Posted(Invocation given, long count)
    {
        given.Show(
            System.Text.Json.JsonSerializer.SerializeToElement(new { posted = count }),
            () => given.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"{count} entries are posted on the next open day."))
        );
        return ExitCode.Ok;
    }

    static async Task<int> History(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/periods/decisions", stop, ("limit", given.Value(Limit)))).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    ["At", "Period", "Decision", "By", "Why"],
                    answer
                        .List("decisions")
                        .Select(row =>
                            (string?[])
                                [row.Moment("decided_at"), row.Text("period"), row.Text("decision"), row.Text("decided_by"), row.Text("reason")]
                        )
                )
        );
        return ExitCode.Ok;
    }
}
