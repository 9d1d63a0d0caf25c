using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Whether clearing comes to zero over payouts and what they settle.</summary>
static class PayoutCommands
{
    const int NotFound = 404;
    static readonly Option<string?> State = new("--state") { Description = "unknown, waiting, zero, suspense or residual; all when not given." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    static readonly Argument<string> Source = new("SOURCE") { Description = "The source's name." };
    static readonly Argument<string> Id = new("ID") { Description = "The source's id of the payout." };

    public static Command All(Verb verb) =>
        verb.Of(
            "payouts",
            "Whether clearing comes to zero over payouts and what they settle; 1 when one does not, or has something on suspense.",
            List,
            State,
            Limit
        );

    public static Command One(Verb verb) => verb.Of("payout", "One payout, and what everything that it settles posted.", Show, Source, Id);

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/payouts", stop, ("state", given.Value(State)), ("limit", given.Value(Limit)))).Must();
        var payouts = answer.List("payouts");
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    [
                        "Source",
                        "Id",
                        "Of",
                        new Column("Gross", IsNumber: true),
                        "State",
                        new Column("Settles", IsNumber: true),
                        "On clearing",
                        "On suspense",
                    ],
                    payouts.Select(row =>
                        (string?[])
                            [
                                row.Text("source"),
                                row.Text("id"),
                                row.Moment("occurred_at"),
                                $"{row.Text("gross")} {row.Text("currency")}",
                                row.Text("state"),
                                row.Text("settles"),
                                Amounts(row, "residual"),
                                Amounts(row, "on_suspense"),
                            ]
                    )
                )
        );
        return payouts.Any(IsOpen) ? ExitCode.Found : ExitCode.Ok;
    }

    static async Task<int> Show(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = await console.Get($"v1/payouts/{Uri.EscapeDataString(given.Value(Source))}/{Uri.EscapeDataString(given.Value(Id))}", stop);
        if (answer.Status == NotFound)
            throw new CommandFailedException(answer.Problem, ExitCode.Found);
        var detail = answer.Must();
        var payout = detail.GetProperty("payout");
        given.Show(detail, () => Print(given.Screen, payout, detail.List("contents")));
        return IsOpen(payout) ? ExitCode.Found : ExitCode.Ok;
    }

    static void Print(Screen screen, JsonElement payout, IReadOnlyList<JsonElement> contents)
    {
        screen.Line(
            $"{payout.Text("source")} {payout.Text("id")} revision {payout.Text("revision")}: {payout.Text("gross")} {payout.Text("currency")}, {payout.Text("state")}"
        );
        screen.Line($"  left on {payout.Text("clearing")}: {Amounts(payout, "residual") ?? "nothing"}");
        if (payout.Text("suspense") is { } suspense)
            screen.Line($"  on {suspense}: {Amounts(payout, "on_suspense") ?? "nothing"}");
        screen.Line(payout.Moment("checked_at") is { } at ? $"  looked at {at}" : "  not looked at yet");
        if (contents.Count == 0)
            screen.Line("  The source does not say what it settles.");
        else
            screen.Table(
                ["Id", "Kind", new Column("Source says", IsNumber: true), new Column("Posted", IsNumber: true), "What became of it"],
                contents.Select(row =>
                    (string?[])
                        [
                            row.Text("id"),
                            row.Text("kind") ?? "not recognised",
                            row.Text("amount"),
                            Amounts(row, "posted"),
                            row.Text("reason") is { } reason ? $"{row.Text("outcome")}: {reason}" : row.Text("outcome") ?? "never received",
                        ]
                )
            );
    }

    static bool IsOpen(JsonElement payout) => payout.Text("state") is "residual" or "suspense";

    /// <summary>Null when there is none.</summary>
    static string? Amounts(JsonElement row, string name) =>
        row.TryGetProperty(name, out var amounts) && amounts.ValueKind == JsonValueKind.Object
            ? string.Join(", ", amounts.EnumerateObject().Select(amount => $"{amount.Value.GetString()} {amount.Name}")) is { Length: > 0 } text
                ? text
                : null
            : null;
}
