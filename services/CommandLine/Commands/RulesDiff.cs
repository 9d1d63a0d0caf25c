using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary><c>acsync rules diff FILE</c>: the ledger mapped once more under a file, page by page.</summary>
static class RulesDiff
{
    const int PageSize = 500;
    const int MostShown = 10;

    public static readonly Option<DateOnly?> Since = new("--since") { Description = "First day of the entries that are looked at." };
    public static readonly Option<DateOnly?> Until = new("--to") { Description = "Last day." };

    /// <summary>What the pages say together.</summary>
    sealed class Sum
    {
        public long Compared { get; set; }
        public long HeldBefore { get; set; }
        public long HeldAfter { get; set; }
        public long Unreadable { get; set; }
        public SortedDictionary<
            (string Period, string Account, string Dimensions, string Currency),
            (decimal Before, decimal After)
        > Accounts { get; } = [];
        public List<JsonElement> Transactions { get; } = [];
        public bool IsEmpty => Transactions.Count == 0;
    }

    public static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var file = given.Value(RuleCommands.FileArgument);
        var content = await RuleCommands.Content(file, stop);
        using var console = await given.Console(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var sum = new Sum();
        JsonElement? next = null;
        do
        {
            string? Of(string name) => next?.Text(name);

            var answer = await console.Post(
                "v1/rule-sets/preview",
                new { Content = content, FileName = file.Name },
                stop,
                ("limit", PageSize),
                ("from", given.Value(Since)),
                ("to", given.Value(Until)),
                ("after", Of("after")),
                ("held", Of("held")?.ToLowerInvariant()),
                ("after_source", Of("after_source")),
                ("after_id", Of("after_id"))
            );
            if (RuleCommands.IsRefused(given, answer))
                return ExitCode.Found;
            next = Add(sum, answer.Must());
            if (next is not null)
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"{sum.Compared} compared, {sum.Transactions.Count} would change"));
        } while (next is not null);
        given.Show(Json(sum), () => Print(given.Screen, sum));
        return sum.IsEmpty ? ExitCode.Ok : ExitCode.Found;
    }

    static JsonElement? Add(Sum sum, JsonElement page)
    {
        sum.Compared += page.Number("compared");
        sum.HeldBefore += page.Number("held_before");
        sum.HeldAfter += page.Number("held_after");
        sum.Unreadable += page.Number("unreadable");
        foreach (var change in page.List("accounts"))
        {
            var key = (change.Text("period")!, change.Text("account")!, change.Text("dimensions")!, change.Text("currency")!);
            var (before, then) = sum.Accounts.GetValueOrDefault(key);
            sum.Accounts[key] = (before + Amount(change, "before"), then + Amount(change, "after"));
        }
        sum.Transactions.AddRange(page.List("transactions"));
        return page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Object ? next : null;
    }

    static decimal Amount(JsonElement change, string name) => decimal.Parse(change.Text(name)!, NumberStyles.Number, CultureInfo.InvariantCulture);

    static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    static JsonElement Json(Sum sum) =>
        JsonSerializer.SerializeToElement(
            new Dictionary<string, object>
            {
                ["compared"] = sum.Compared,
                ["held_before"] = sum.HeldBefore,
                ["held_after"] = sum.HeldAfter,
                ["unreadable"] = sum.Unreadable,
                ["accounts"] = sum
                    .Accounts.Where(pair => pair.Value.Before != pair.Value.After)
                    .Select(pair => new Dictionary<string, string>
                    {
                        ["period"] = pair.Key.Period,
                        ["account"] = pair.Key.Account,
                        ["dimensions"] = pair.Key.Dimensions,
                        ["currency"] = pair.Key.Currency,
                        ["before"] = Text(pair.Value.Before),
                        ["after"] = Text(pair.Value.After),
                    }),
                ["transactions"] = sum.Transactions,
            }
        );

    static void Print(Screen screen, Sum sum)
    {
        if (!sum.IsEmpty)
            screen.Table(
                ["Period", "Account", "Dimensions", "Currency", new Column("Before", true), new Column("After", true), new Column("Change", true)],
                sum.Accounts.Where(pair => pair.Value.Before != pair.Value.After)
                    .Select(pair =>
                        (string?[])
                            [
                                pair.Key.Period,
                                pair.Key.Account,
                                pair.Key.Dimensions,
                                pair.Key.Currency,
                                Text(pair.Value.Before),
                                Text(pair.Value.After),
                                Text(pair.Value.After - pair.Value.Before),
                            ]
                    )
            );
        foreach (var changed in sum.Transactions.Take(MostShown))
        {
            screen.Line($"{changed.Text("source")} {changed.Text("id")}, revision {changed.Text("revision")}:");
            foreach (
                var line in changed.List("before").Select(line => line.GetString()).Except(changed.List("after").Select(line => line.GetString()))
            )
                screen.Line("  - " + line);
            foreach (
                var line in changed.List("after").Select(line => line.GetString()).Except(changed.List("before").Select(line => line.GetString()))
            )
                screen.Line("  + " + line);
            if (changed.Text("held") is { } held)
                screen.Line("  held: " + held);
        }
        if (sum.Transactions.Count > MostShown)
            screen.Line($"and {sum.Transactions.Count - MostShown} more; --json has all of them.");
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sum.Compared} entries and held transactions compared: {sum.Transactions.Count} would change; held now {sum.HeldBefore}, then {sum.HeldAfter}."
            )
        );
        if (sum.Unreadable > 0)
            screen.Line($"{sum.Unreadable} could not be compared, because their raw payload cannot be read; acsync prove names them.");
    }
}
