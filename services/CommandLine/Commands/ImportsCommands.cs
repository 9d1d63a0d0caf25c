using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Imports, how far they are, and whether they may go on.</summary>
static class ImportsCommands
{
    static readonly Option<int> Limit = new("--limit") { Description = "At most so many, the latest first.", DefaultValueFactory = _ => 50 };
    static readonly Argument<Guid> Import = new("IMPORT") { Description = "Its id, as listed." };

    public static Command Build(Verb verb)
    {
        var imports = verb.Of("imports", "Imports by file, folder or request: how far they are, how fast, how long they take yet.", List, Limit);
        imports.Subcommands.Add(
            verb.Of("pause", "Take nothing more in until it is resumed; the sender waits.", (given, stop) => Ask(given, "pause", stop), Import)
        );
        imports.Subcommands.Add(
            verb.Of("resume", "Let it go on. What nobody sends any more must be sent again.", (given, stop) => Ask(given, "resume", stop), Import)
        );
        imports.Subcommands.Add(
            verb.Of("cancel", "Take nothing more in for good. What was taken in stays.", (given, stop) => Ask(given, "cancel", stop), Import)
        );
        return imports;
    }

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var ingestion = await given.Ingestion(stop);
        var answer = (await ingestion.Get("v1/imports", stop, ("limit", given.Value(Limit)))).Must();
        given.Show(answer, () => Print(given.Screen, answer.List("imports")));
        return ExitCode.Ok;
    }

    static async Task<int> Ask(Invocation given, string command, CancellationToken stop)
    {
        using var ingestion = await given.Ingestion(stop);
        var import = given.Value(Import);
        var answer = (await ingestion.Post($"v1/imports/{import}/{command}", null, stop)).Must();
        given.Show(answer, () => Print(given.Screen, [answer]));
        return ExitCode.Ok;
    }

    static void Print(Screen screen, IReadOnlyList<JsonElement> imports)
    {
        screen.Table(
            [
                "Import",
                "State",
                "Name",
                "Form",
                new Column("Read", IsNumber: true),
                new Column("Lines", IsNumber: true),
                new Column("New", IsNumber: true),
                new Column("Not taken", IsNumber: true),
                new Column("A second", IsNumber: true),
                new Column("Left", IsNumber: true),
                "Began",
            ],
            imports.Select(row =>
                (string?[])
                    [
                        row.Text("import"),
                        row.Text("state"),
                        row.Text("name"),
                        row.Text("form"),
                        Percent(row),
                        row.Text("lines"),
                        row.Text("accepted"),
                        (row.Number("conflicts") + row.Number("rejected")).ToString(CultureInfo.InvariantCulture),
                        row.Text("per_second"),
                        Left(row),
                        row.Moment("began_at"),
                    ]
            )
        );
        foreach (var row in imports.Where(row => row.Text("why") is not null))
            screen.Line($"{row.Text("import")}: {row.Text("why")}");
        foreach (var row in imports.Where(row => row.Text("state") == "interrupted"))
            screen.Line($"{row.Text("import")}: nobody sends it any more. Send the file again; what is there is a duplicate.");
    }

    static string? Percent(JsonElement row) =>
        row.GetProperty("part") is { ValueKind: JsonValueKind.Number } part
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(100 * part.GetDouble())} %")
            : null;

    static string? Left(JsonElement row) =>
        row.GetProperty("seconds_left") is { ValueKind: JsonValueKind.Number } seconds
            ? TimeSpan.FromSeconds(Math.Ceiling(seconds.GetDouble())).ToString("c", CultureInfo.InvariantCulture)
            : null;
}
