using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Asks sources to change what they say of transactions of their own.</summary>
static class SourceCommands
{
    static readonly Argument<string> Source = new("SOURCE") { Description = "The transaction's source: mostly the name of its connection." };
    static readonly Argument<string> Transaction = new("ID") { Description = "The transaction's id at the source." };
    static readonly Option<string> Field = new("--field")
    {
        Description = "description, category, note, or metadata. and a name. Amounts and days are changed by no source.",
        Required = true,
    };
    static readonly Option<string?> From = new("--from") { Description = "What it says now; nothing when not given." };
    static readonly Option<string?> To = new("--to") { Description = "What it is to say; nothing when not given." };
    static readonly Option<string> Reason = new("--reason") { Description = "Why; kept.", Required = true };
    static readonly Option<Guid?> Id = new("--id") { Description = "Told twice with the same, it is one correction." };
    static readonly Option<string?> State = new("--state") { Description = "open, corrected, already_so, refused, changed, altered or parked." };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "sources",
            "Correct what sources say of transactions of their own.",
            verb.Of("correct", "Ask for a change; 1 when the source never makes it.", Correct, Source, Transaction, Field, From, To, Reason, Id),
            verb.Of("corrections", "What was asked for and what came of it; 1 when a person must look at one.", List, State)
        );

    static async Task<int> Correct(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var body = new
        {
            source = given.Value(Source),
            transaction_id = given.Value(Transaction),
            field = given.Value(Field),
            from = given.Value(From),
            to = given.Value(To),
            reason = given.Value(Reason),
            id = given.Value(Id),
        };
        var answer = (await console.Post("v1/source-corrections", body, stop)).Must();
        given.Show(answer, () => Print(given.Screen, [answer]));
        return answer.Text("state") == "refused" ? ExitCode.Found : ExitCode.Ok;
    }

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var console = await given.Console(stop);
        var state = given.Value(State);
        var path = state is null ? "v1/source-corrections" : $"v1/source-corrections?state={Uri.EscapeDataString(state)}";
        var answer = (await console.Get(path, stop)).Must();
        var corrections = answer.List("corrections");
        given.Show(answer, () => Print(given.Screen, corrections));
        return corrections.Any(row => row.Text("state") is "refused" or "changed" or "altered" or "parked") ? ExitCode.Found : ExitCode.Ok;
    }

    static void Print(Screen screen, IReadOnlyList<JsonElement> corrections)
    {
        screen.Table(
            ["Asked", "Source", "Transaction", "Field", "From", "To", "State", new Column("Attempts", IsNumber: true), "By"],
            corrections.Select(row =>
                (string?[])
                    [
                        row.Moment("asked_at"),
                        row.Text("source"),
                        row.Text("transaction_id"),
                        row.Text("field"),
                        row.Text("from"),
                        row.Text("to"),
                        row.Text("state"),
                        row.List("attempts").Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        row.Text("asked_by"),
                    ]
            )
        );
        foreach (var row in corrections)
            if (row.Text("why") is { } why)
                screen.Line(
                    row.Text("there") is { } there ? $"{row.Text("transaction_id")}: {why} It says: {there}" : $"{row.Text("transaction_id")}: {why}"
                );
    }
}
