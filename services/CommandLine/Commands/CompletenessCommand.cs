using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Whether everything came in that moved sources' accounts.</summary>
static class CompletenessCommand
{
    static readonly Option<string?> Source = new("--source") { Description = "Of this source alone." };
    static readonly Option<DateOnly?> From = new("--from") { Description = "Leave out periods that end before this day." };
    static readonly Option<DateOnly?> Until = new("--until") { Description = "Leave out periods that begin after this day." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 1_000 };

    public static Command Build(Verb verb) =>
        verb.Of(
            "completeness",
            "Whether everything came in: by source, account and day, from opening to closing balance; 1 when something did not.",
            List,
            Source,
            From,
            Until,
            Limit
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (
            await console.Get(
                "v1/completeness",
                stop,
                ("source", given.Value(Source)),
                ("from", given.Value(From)),
                ("until", given.Value(Until)),
                ("limit", given.Value(Limit))
            )
        ).Must();
        var periods = answer.List("periods");
        given.Show(answer, () => Print(given.Screen, periods));
        return periods.Any(period => period.Text("state") == "gap") ? ExitCode.Found : ExitCode.Ok;
    }

    static void Print(Screen screen, IReadOnlyList<JsonElement> periods)
    {
        if (periods.Count == 0)
        {
            screen.Line("No source told of an account yet: add a pull ('acsync pulls add'), or import a bank's statements.");
            return;
        }
        screen.Table(
            [
                "Source",
                "Account",
                "From",
                "Until",
                new Column("Opening", IsNumber: true),
                new Column("Received", IsNumber: true),
                new Column("Under way", IsNumber: true),
                new Column("Closing", IsNumber: true),
                new Column("Not explained", IsNumber: true),
                "Currency",
                new Column("Moved", IsNumber: true),
                new Column("Known", IsNumber: true),
                new Column("Refilled", IsNumber: true),
                "State",
            ],
            periods.Select(row =>
                (string?[])
                    [
                        row.Text("source"),
                        row.Text("reference") is { } reference ? $"{row.Text("account")} {reference}" : row.Text("account"),
                        row.Text("from"),
                        row.Text("until"),
                        row.Text("opening"),
                        row.Text("known_sum"),
                        row.Text("under_way_sum"),
                        row.Text("closing"),
                        row.Text("difference"),
                        row.Text("currency"),
                        row.Text("movements"),
                        row.Text("known"),
                        row.Text("refilled"),
                        row.Text("state"),
                    ]
            )
        );
        if (periods.Any(period => period.Text("state") == "gap"))
            screen.Line("'acsync discrepancies' says what is missing.");
    }
}
