using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>History by the batch lane, with progress: what is sent is accepted, for the service takes no more than it has stored.</summary>
static class ImportCommand
{
    static readonly Argument<FileInfo> FileArgument = new("FILE")
    {
        Description =
            "Canonical source transactions as JSON lines, or a vendor's export, of any length. An import that was cut off is started again: what is there is a duplicate.",
    };
    static readonly Option<string?> Form = new("--form") { Description = "Of the file, as in stripe-balance; recognised when not given." };
    static readonly Option<string?> Source = new("--source")
    {
        Description = "What its source is called: the connection whose webhooks tell the same; the only one of the vendor when not given.",
    };
    static readonly Option<string?> Currency = new("--currency") { Description = "ISO 4217, for files that write a sign only." };
    static readonly Option<string?> TimeZone = new("--timezone") { Description = "As in Europe/Berlin, for files that name none." };
    static readonly Option<string?> Decimal = new("--decimal") { Description = "point or comma; recognised when not given." };
    static readonly Option<string?> Dates = new("--dates") { Description = "dmy or mdy; recognised when not given." };
    static readonly Option<string?> Charset = new("--charset") { Description = "As in windows-1252; recognised when not given." };
    static readonly Option<bool> Watched = new("--progress") { Description = "Say each second how far it is, how fast, and how long it takes yet." };
    static readonly Option<FileInfo?> Rejects = new("--rejects")
    {
        Description = "File to write the rows to that were not accepted, with the reason, to be mended and sent again.",
    };

    public static Command Build(Verb verb) =>
        verb.Of(
            "import",
            "Bring in history by a lane that yields to the live traffic; 1 when a line was not accepted.",
            Run,
            FileArgument,
            Form,
            Source,
            Currency,
            TimeZone,
            Decimal,
            Dates,
            Charset,
            Watched,
            Rejects
        );

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var file = given.Value(FileArgument);
        if (!file.Exists)
            throw new CommandFailedException($"There is no file {file.FullName}.");
        using var ingestion = await given.Ingestion(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var json = given.Value(Form) is null && FileLines.AreJson(file);
        var rejects = given.Value(Rejects);
        using var content = new FileLines(file, json);
        var answer = await progress.During(() =>
            ImportProgress.Watch(progress, content, given, given.Value(Watched), () => Send(ingestion, content, given, rejects, json, stop), stop)
        );
        var result = answer.Must();
        if (rejects is not null)
            await RejectedRows.Write(rejects, result, stop);
        given.Show(result, () => Print(given.Screen, result, progress.Elapsed, rejects));
        return result.Number("conflicts") + result.Number("rejected") == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static Task<Answer> Send(Endpoint ingestion, FileLines content, Invocation given, FileInfo? rejects, bool json, CancellationToken stop)
    {
        var rows = ("rows", rejects is null ? null : (object)"true");
        var name = ("name", (object?)given.Value(FileArgument).Name);
        return json
            ? ingestion.PostLines("v1/imports", content, stop, rows, name)
            : ingestion.PostLines(
                "v1/imports",
                content,
                stop,
                rows,
                name,
                ("form", given.Value(Form)),
                ("source", given.Value(Source)),
                ("currency", given.Value(Currency)),
                ("timezone", given.Value(TimeZone)),
                ("decimal", given.Value(Decimal)),
                ("dates", given.Value(Dates)),
                ("charset", given.Value(Charset))
            );
    }

    static void Print(Screen screen, JsonElement result, TimeSpan took, FileInfo? rejects)
    {
        var what = result.Text("form") is { Length: > 0 } form ? $"rows of {form}, source {result.Text("source")}," : "lines";
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Number("lines")} {what} in {took.TotalSeconds:0.0} seconds: {result.Number("accepted")} accepted, {result.Number("duplicates")} duplicates, {result.Number("conflicts")} conflicts, {result.Number("rejected")} rejected, {result.Number("skipped")} skipped."
            )
        );
        foreach (var problem in result.List("problems"))
            screen.Line($"  line {problem.Number("line")}: {problem.Text("error")}");
        foreach (var skip in result.List("skips"))
            screen.Line($"  skipped {skip.Number("rows")}, from line {skip.Number("line")}: {skip.Text("why")}");
        if (rejects is not null)
            screen.Line(RejectedRows.Sentence(rejects, result));
    }
}
