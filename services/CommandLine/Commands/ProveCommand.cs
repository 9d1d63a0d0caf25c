using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class ProveCommand
{
    const int PageSize = 500;
    const int MostShown = 20;

    static readonly Option<string?> Period = new("--period") { Description = "A month, like 2026-03, or a day." };
    static readonly Option<DateOnly?> From = new("--from") { Description = "First day." };
    static readonly Option<DateOnly?> Until = new("--to") { Description = "Last day." };

    public static Command Build(Verb verb) =>
        verb.Of(
            "prove",
            "Make every entry once more from what the source sent and the rules that it names; 1 when a byte differs.",
            Run,
            Period,
            From,
            Until
        );

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var (from, to) = Days(given);
        using var console = await given.Console(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var (proved, unproved) = await progress.During(Prove);
        given.Show(
            JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["proved"] = proved, ["unproved"] = unproved }),
            () => Print(given.Screen, proved, unproved, progress.Elapsed)
        );
        return unproved.Count == 0 ? ExitCode.Ok : ExitCode.Found;

        async Task<(long Proved, List<JsonElement> Unproved)> Prove()
        {
            var good = 0L;
            var bad = new List<JsonElement>();
            string? after = null;
            do
            {
                var page = (await console.Get("v1/proof", stop, ("from", from), ("to", to), ("after", after), ("limit", PageSize))).Must();
                good += page.Number("proved");
                bad.AddRange(page.List("unproved"));
                after = page.Text("next");
                if (after is not null)
                    progress.Say(string.Create(CultureInfo.InvariantCulture, $"{good} entries proved, {bad.Count} not"));
            } while (after is not null);
            return (good, bad);
        }
    }

    static (DateOnly? From, DateOnly? To) Days(Invocation given)
    {
        if (given.Value(Period) is not { } period)
            return (given.Value(From), given.Value(Until));
        if (DateOnly.TryParseExact(period, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (day, day);
        if (DateOnly.TryParseExact(period, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return (month, month.AddMonths(1).AddDays(-1));
        throw new CommandFailedException($"'{period}' is no period; write a month such as 2026-03, or a day such as 2026-03-31.");
    }

    static void Print(Screen screen, long proved, List<JsonElement> unproved, TimeSpan took)
    {
        foreach (var entry in unproved.Take(MostShown))
        {
            screen.Line(
                $"{entry.Text("entry_id")}  {entry.Text("part")} of {entry.Text("source")} {entry.Text("transaction_id")}, revision {entry.Text("revision")}:"
            );
            foreach (var line in entry.Text("problem")!.Split('\n'))
                screen.Line("    " + line);
        }
        if (unproved.Count > MostShown)
            screen.Line($"and {unproved.Count - MostShown} more; --json has all of them.");
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{proved} entries follow in every byte from what their sources sent and the rules that they name; {unproved.Count} do not. {took.TotalSeconds:0.0} s"
            )
        );
    }
}
