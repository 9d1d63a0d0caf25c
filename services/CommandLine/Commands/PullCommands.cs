using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>When sources are asked what happened.</summary>
static class PullCommands
{
    static readonly Argument<string> Connection = new("CONNECTION") { Description = "The connection to the source." };
    static readonly Option<string> Cron = new("--cron")
    {
        Description = "Minute, hour, day of the month, month, day of the week.",
        DefaultValueFactory = _ => "*/15 * * * *",
    };
    static readonly Option<string?> TimeZone = new("--timezone") { Description = "IANA's name; UTC when not given." };
    static readonly Option<string?> Window = new("--window") { Description = "Like 22:00-06:00: it works between these times only." };
    static readonly Option<string[]> Holidays = new("--holiday") { Description = "Like 2026-12-25: none begins then. May be given again." };
    static readonly Option<double?> Overlap = new("--overlap-seconds") { Description = "Asked for again each time; 3600 when not given." };
    static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "Ask for what happened from then on; a day ago when not given." };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "pulls",
            "Ask sources at set times for what their webhooks lost.",
            verb.Of("list", "When each is asked, and what the last time found; 1 when one failed, does not go on or left something undone.", List),
            verb.Of("add", "Ask a source at set times, or at other times.", Add, Connection, Cron, TimeZone, Window, Holidays, Overlap, Since),
            verb.Of("run", "Ask it now, outside of its window, too.", (given, stop) => Decide(given, "run", stop), Connection),
            verb.Of("pause", "Ask it no more.", (given, stop) => Decide(given, "pause", stop), Connection),
            verb.Of("resume", "Ask it again, from where it stopped.", (given, stop) => Decide(given, "resume", stop), Connection)
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/pulls", stop)).Must();
        var pulls = answer.List("pulls");
        given.Show(answer, () => Print(given.Screen, pulls));
        return CodeOf(pulls);
    }

    /// <summary>Also of one that is done there may be something that could not be done beside it.</summary>
    public static int CodeOf(IReadOnlyList<JsonElement> pulls) =>
        pulls.Any(pull => Last(pull) is { } last && (last.Text("state") is "failed" or "interrupted" || last.Text("why") is not null))
            ? ExitCode.Found
            : ExitCode.Ok;

    static async Task<int> Add(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var body = new
        {
            connection = given.Value(Connection),
            cron = given.Value(Cron),
            time_zone = given.Value(TimeZone),
            window = given.Value(Window),
            holidays = given.Value(Holidays),
            overlap_seconds = given.Value(Overlap),
            since = given.Value(Since),
        };
        var answer = (await console.Post("v1/pulls", body, stop)).Must();
        given.Show(answer, () => Print(given.Screen, [answer]));
        return ExitCode.Ok;
    }

    static async Task<int> Decide(Invocation given, string verb, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Post($"v1/pulls/{Uri.EscapeDataString(given.Value(Connection))}/{verb}", null, stop)).Must();
        given.Show(answer, () => Print(given.Screen, [answer]));
        return ExitCode.Ok;
    }

    static void Print(Screen screen, IReadOnlyList<JsonElement> pulls)
    {
        screen.Table(
            [
                "Connection",
                "State",
                "Times",
                "Next",
                "Asked until",
                "Last",
                "Ended",
                new Column("Listed", IsNumber: true),
                new Column("Refilled", IsNumber: true),
            ],
            pulls.Select(row =>
                (string?[])
                    [
                        row.Text("connection"),
                        row.Text("state"),
                        string.Join(' ', new[] { row.Text("cron"), row.Text("time_zone"), row.Text("window") }.Where(text => text is not null)),
                        row.Moment("next_run"),
                        row.Moment("asked_until"),
                        Last(row)?.Text("state"),
                        Last(row)?.Moment("ended_at"),
                        Last(row)?.Text("events"),
                        Last(row)?.Text("refilled"),
                    ]
            )
        );
        foreach (var row in pulls)
            if (Last(row) is { } last)
            {
                if (last.Text("why") is { } why)
                    screen.Line($"{row.Text("connection")}: {why}");
                if (last.Moment("lost_from") is { } from)
                    screen.Line(
                        $"{row.Text("connection")}: from {from} to {last.Moment("lost_until")} the source does not tell any more. Import its files of these days."
                    );
            }
    }

    static JsonElement? Last(JsonElement pull) => pull.GetProperty("last") is { ValueKind: JsonValueKind.Object } last ? last : null;
}
