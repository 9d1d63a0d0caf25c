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

    public static readonly Argument<FileInfo?> Second = new("OTHER")
    {
        Description = "Another one, with which the first is compared in place of the books.",
        Arity = ArgumentArity.ZeroOrOne,
    };

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
        public long Changed { get; set; }
        public IReadOnlyList<string> Replaced { get; set; } = [];

        /// <summary>The first of them, for people: all of a large history are not kept.</summary>
        public List<JsonElement> Shown { get; } = [];
        public bool IsEmpty => Changed == 0;
    }

    public static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var first = given.Value(RuleCommands.FileArgument);
        var second = given.Value(Second);
        var file = second ?? first;
        var content = await RuleCommands.Content(file, stop);
        var against = second is null ? null : await RuleCommands.Content(first, stop);
        using var console = await given.Console(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var sum = new Sum();
        var json = given.Json ? new JsonInPieces(given.Screen.Output, "transactions") : null;
        JsonElement? next = null;
        do
        {
            string? Of(string name) => next?.Text(name);

            var answer = await console.Post(
                "v1/rule-sets/preview",
                new
                {
                    Content = content,
                    FileName = file.Name,
                    Against = against,
                    AgainstFileName = against is null ? null : first.Name,
                },
                stop,
                ("limit", PageSize),
                ("from", given.Value(Since)),
                ("to", given.Value(Until)),
                ("after", Of("after")),
                ("held", Of("held")?.ToLowerInvariant()),
                ("after_source", Of("after_source")),
                ("after_id", Of("after_id"))
            );
            // Later pages are refused only when something was published meanwhile.
            if (sum.Compared == 0 && RuleCommands.IsRefused(given, answer))
                return ExitCode.Found;
            next = Add(sum, answer.Must(), json);
            if (next is not null)
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"{sum.Compared} compared, {sum.Changed} would change"));
        } while (next is not null);
        if (json is null)
            Print(given.Screen, sum);
        else
            json.End(Json(sum));
        return sum.IsEmpty ? ExitCode.Ok : ExitCode.Found;
    }

    static JsonElement? Add(Sum sum, JsonElement page, JsonInPieces? json)
    {
        sum.Compared += page.Number("compared");
        sum.HeldBefore += page.Number("held_before");
        sum.HeldAfter += page.Number("held_after");
        sum.Unreadable += page.Number("unreadable");
        sum.Replaced = [.. page.List("replaced").Select(name => name.GetString()!)];
        foreach (var change in page.List("accounts"))
        {
            var key = (change.Text("period")!, change.Text("account")!, change.Text("dimensions")!, change.Text("currency")!);
            var (before, then) = sum.Accounts.GetValueOrDefault(key);
            sum.Accounts[key] = (before + Amount(change, "before"), then + Amount(change, "after"));
        }
        foreach (var changed in page.List("transactions"))
        {
            sum.Changed++;
            if (json is not null)
                json.Add(changed);
            else if (sum.Shown.Count < MostShown)
                sum.Shown.Add(changed);
        }
        return page.TryGetProperty("next", out var next) && next.ValueKind == JsonValueKind.Object ? next : null;
    }

    static decimal Amount(JsonElement change, string name) => decimal.Parse(change.Text(name)!, NumberStyles.Number, CultureInfo.InvariantCulture);

    static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>Everything but the transactions.</summary>
    static IReadOnlyDictionary<string, object> Json(Sum sum) =>
        new Dictionary<string, object>
        {
            ["compared"] = sum.Compared,
            ["held_before"] = sum.HeldBefore,
            ["held_after"] = sum.HeldAfter,
            ["unreadable"] = sum.Unreadable,
            ["replaced"] = sum.Replaced,
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
        };

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
        foreach (var changed in sum.Shown)
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
        if (sum.Changed > MostShown)
            screen.Line($"and {sum.Changed - MostShown} more; --json has all of them.");
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sum.Compared} entries and held transactions compared: {sum.Changed} would change; held now {sum.HeldBefore}, then {sum.HeldAfter}."
            )
        );
        if (sum.Replaced.Count > 0)
            screen.Line($"It was looked at in place of {string.Join(", ", sum.Replaced)}: published beside them it could not be.");
        if (sum.Unreadable > 0)
            screen.Line($"{sum.Unreadable} could not be compared, because their raw payload cannot be read; acsync prove names them.");
    }
}
