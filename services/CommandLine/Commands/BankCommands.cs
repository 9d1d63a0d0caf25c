using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Which lines of banks are which payouts.</summary>
static class BankCommands
{
    static readonly Option<string?> State = new("--state") { Description = "accepted, proposed, confirmed or rejected; all when not given." };
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many.", DefaultValueFactory = _ => 100 };
    static readonly Argument<Guid> Match = new("MATCH") { Description = "The match's id." };
    static readonly Option<string> Why = new("--reason") { Description = "Why; it is kept.", Required = true };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "bank",
            "Lines of banks' statements, and what in the books they are.",
            verb.Of("matches", "What belongs together, with what shows it; 1 when a person must decide on some of those listed.", List, State, Limit),
            verb.Of(
                "confirm",
                "These lines belong together, whatever runs find.",
                (given, stop) => Decide(given, "confirm", "confirmed", stop),
                Match,
                Why
            ),
            verb.Of(
                "reject",
                "These lines do not belong together; it is neither accepted nor proposed again.",
                (given, stop) => Decide(given, "reject", "rejected", stop),
                Match,
                Why
            )
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var answer = (await console.Get("v1/bank-matches", stop, ("state", given.Value(State)), ("limit", given.Value(Limit)))).Must();
        var matches = answer.List("matches");
        given.Show(
            answer,
            () =>
                given.Screen.Table(
                    [
                        "Match",
                        "State",
                        "Books",
                        "Bank",
                        new Column("Amount", IsNumber: true),
                        "By",
                        "Worth",
                        new Column("Of", IsNumber: true),
                        "Decided",
                    ],
                    matches.Select(row =>
                        (string?[])
                            [
                                row.Text("id"),
                                row.Text("state"),
                                Lines(row, "books"),
                                Lines(row, "bank"),
                                Amount(row),
                                row.Text("rule"),
                                row.Text("confidence"),
                                row.Text("candidates"),
                                row.Text("decided_by") is { } by ? $"{by}: {row.Text("reason")}" : null,
                            ]
                    )
                )
        );
        return matches.Any(row => row.Text("state") == "proposed") ? ExitCode.Found : ExitCode.Ok;
    }

    static async Task<int> Decide(Invocation given, string verb, string done, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var match = given.Value(Match);
        var answer = (await console.Post($"v1/bank-matches/{match}/{verb}", new { reason = given.Value(Why) }, stop)).Must();
        given.Show(answer, () => given.Screen.Line($"{match} is {done}: {Lines(answer, "books")} and {Lines(answer, "bank")}."));
        return ExitCode.Ok;
    }

    static string Lines(JsonElement match, string side) =>
        string.Join(
            ", ",
            match
                .List("lines")
                .Where(line => line.Text("side") == side)
                .Select(line => $"{line.Text("source")} {line.Text("id")} ({line.Text("amount")} on {line.Text("day")})")
        );

    /// <summary>What the difference is, where there is one.</summary>
    static string Amount(JsonElement match) =>
        match.Text("confidence") == "differs" ? $"differs by {match.Text("difference")} {match.Text("currency")}" : match.Text("currency") ?? "";
}
