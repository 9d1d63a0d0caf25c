using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

static class ExplainCommand
{
    static readonly Argument<string> Entry = new("ENTRY") { Description = "Id of an entry; with #2 behind it, only its second line." };

    public static Command Build(Verb verb) =>
        verb.Of(
            "explain",
            "Where each line of an entry comes from: the event, what it said, and the line of the rules; 1 when it does not follow, 2 when there is no such entry or line.",
            Run,
            Entry
        );

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var (id, line) = Parse(given.Value(Entry));
        using var console = await given.Console(stop);
        var answer = (await console.Get($"v1/entries/{id:D}/explanation", stop)).Must();
        var lines = answer.List("lines").Count;
        if (line > lines)
            throw new CommandFailedException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The entry {id} has {lines} lines; there is no line {line}. Leave out the # to see them."
                )
            );
        given.Show(answer, () => Print(given.Screen, answer, line));
        return answer.Text("problem") is null ? ExitCode.Ok : ExitCode.Found;
    }

    static (Guid Id, int? Line) Parse(string text)
    {
        var parts = text.Split('#');
        if (Guid.TryParse(parts[0], out var id) && parts.Length == 1)
            return (id, null);
        if (
            id != Guid.Empty
            && parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            && line > 0
        )
            return (id, line);
        throw new CommandFailedException($"'{text}' is no entry; write its id, as 'acsync transaction' shows it, and #2 for its second line.");
    }

    static void Print(Screen screen, JsonElement answer, int? only)
    {
        var entry = answer.GetProperty("entry");
        var rule = entry.GetProperty("rule");
        screen.Line($"{entry.Text("date")} {entry.Text("description")}");
        screen.Line($"  {entry.Text("part")} of {entry.Text("source")} {entry.Text("transaction_id")}, revision {entry.Text("revision")}");
        if (answer.GetProperty("received") is { ValueKind: JsonValueKind.Object } received)
            screen.Line(
                $"  came by {received.Text("door")}{Of(received, "connection", " to ")}{Of(received, "event_id", ", event ")}, {received.Moment("received_at")}"
            );
        screen.Line($"  by {rule.Text("rule_set")} {rule.Text("version")}, rule {rule.Text("rule")}, text {rule.Text("hash")![..12]}");
        if (answer.Text("problem") is { } problem)
            screen.Line($"  DOES NOT FOLLOW: {problem}");
        var lines = answer.List("lines");
        for (var i = 0; i < lines.Count; i++)
        {
            if (only is { } wanted && wanted != i + 1)
                continue;
            screen.Line();
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"{i + 1, 3}  {lines[i].Text("line")}"));
            screen.Line($"       {(lines[i].Text("element") is { } element ? element + ": " : "")}{lines[i].Text("amount")}");
            if (lines[i].Text("rule_line") is { } number)
                screen.Line($"       line {number} of the rules: {lines[i].Text("rule_text")}");
        }
    }

    static string Of(JsonElement received, string name, string before) => received.Text(name) is { } text ? before + text : "";
}
