using System.CommandLine;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>By which clock business days are fixed when something is accepted.</summary>
static class BusinessDayCommands
{
    const string AllSources = "all sources";

    static readonly Option<string?> Zone = new("--zone") { Description = "IANA name of a time zone, such as Europe/Berlin." };
    static readonly Option<string?> Ends = new("--ends")
    {
        Description = "Until this local time the day before goes on, such as 03:00; midnight when not given.",
    };
    static readonly Option<string?> Source = new("--source")
    {
        Description = "For this source alone; all that have none of their own when not given.",
    };
    static readonly Option<bool> TakeBack = new("--take-back") { Description = "Instead of --zone: from now on there is none." };

    public static Command[] Build(Verb verb) =>
        [
            verb.Of("business-days", "By which clocks business days are fixed.", Show),
            verb.Of(
                "business-day",
                "Set the clock by which business days are fixed, for what is accepted from now on.",
                Set,
                Zone,
                Ends,
                Source,
                TakeBack
            ),
        ];

    static async Task<int> Show(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/business-days", stop)).Must();
        var history = answer.List("history");
        given.Show(
            answer,
            () =>
            {
                if (history.Count == 0)
                    given.Screen.Line("None is set: the rules say the day.");
                else
                    given.Screen.Table(
                        ["Source", "Time zone", "Day ends", "Since", "Set by"],
                        history.Select(row =>
                            (string?[])
                                [
                                    row.Text("source") ?? AllSources,
                                    row.Text("time_zone") ?? "taken back",
                                    row.Text("day_ends"),
                                    row.Moment("since"),
                                    row.Text("set_by"),
                                ]
                        )
                    );
            }
        );
        return ExitCode.Ok;
    }

    static async Task<int> Set(Invocation given, CancellationToken stop)
    {
        var zone = given.Value(Zone);
        if (zone is null != given.Value(TakeBack))
            throw new CommandFailedException("Give either --zone NAME, or --take-back.");
        using var console = await given.Console(stop);
        var request = new
        {
            TimeZone = zone,
            DayEnds = given.Value(Ends),
            Source = given.Value(Source),
        };
        var answer = (await console.Post("v1/business-days", request, stop)).Must();
        given.Show(
            answer,
            () =>
                given.Screen.Line(
                    $"What {answer.Text("source") ?? AllSources} {(answer.Text("source") is null ? "tell" : "tells")} from {answer.Moment("since")} on "
                        + (
                            answer.Text("time_zone") is { } set
                                ? $"has the business day of {set}, which ends at {answer.Text("day_ends")}."
                                : "has no clock of its own any more."
                        )
                )
        );
        return ExitCode.Ok;
    }
}
