using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AccountingSync.CommandLine.Reach;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>History by the batch lane, with progress: what is sent is accepted, for the service takes no more than it has stored.</summary>
static class ImportCommand
{
    static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(1);
    static readonly Argument<FileInfo> FileArgument = new("FILE")
    {
        Description =
            "Canonical source transactions as JSON lines, of any length. An import that was cut off is started again: what is there is a duplicate.",
    };

    public static Command Build(Verb verb) =>
        verb.Of("import", "Bring in history by a lane that yields to the live traffic; 1 when a line was not accepted.", Run, FileArgument);

    static async Task<int> Run(Invocation given, CancellationToken stop)
    {
        var file = given.Value(FileArgument);
        if (!file.Exists)
            throw new CommandFailedException($"There is no file {file.FullName}.");
        using var ingestion = await given.Ingestion(stop);
        var progress = new Progress(given.Screen, given.Time, aside: given.Json);
        var answer = await progress.During(async () =>
        {
            using var content = new FileLines(file);
            using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var telling = Tell(progress, content, given.Time, done.Token);
            try
            {
                return await ingestion.PostLines("v1/imports", content, stop);
            }
            finally
            {
                await done.CancelAsync();
                await telling;
            }
        });
        var result = answer.Must();
        given.Show(result, () => Print(given.Screen, result, progress.Elapsed));
        return result.Number("conflicts") + result.Number("rejected") == 0 ? ExitCode.Ok : ExitCode.Found;
    }

    static async Task Tell(Progress progress, FileLines content, TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TellEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (content.Part is var part and > 0)
                    progress.Say(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{100 * part:0} % sent, about {progress.Elapsed.TotalSeconds * (1 - part) / part:0} seconds left"
                        )
                    );
            }
        }
        catch (OperationCanceledException)
        {
            // All is sent.
        }
    }

    static void Print(Screen screen, JsonElement result, TimeSpan took)
    {
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Number("lines")} lines in {took.TotalSeconds:0.0} seconds: {result.Number("accepted")} accepted, {result.Number("duplicates")} duplicates, {result.Number("conflicts")} conflicts, {result.Number("rejected")} rejected."
            )
        );
        foreach (var problem in result.List("problems"))
            screen.Line($"  line {problem.Number("line")}: {problem.Text("error")}");
    }
}
