using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.ReceiveImport;
using Microsoft.Extensions.Primitives;

namespace AccountingSync.Ingestion.WatchFolders;

/// <summary>Imports a file of a watched folder, as if it had been sent to <c>POST /v1/imports</c>, and moves it out. First the import ends in the database,
/// then the file moves, then that is noted: wherever this stops, the next look goes on from there.</summary>
sealed class FolderImport(LineImport lines, FileImport files, ImportRuns runs, TimeProvider time, ILogger<FolderImport> log)
{
    const string Door = "folder";

    public async Task Take(WatchedFolder folder, Sighting file, CancellationToken stop)
    {
        await using var content = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var body = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        var name = CardNumber.Hide(Path.GetFileName(file.Path));
        // The same file later, changed or not, is another import.
        var where = string.Create(CultureInfo.InvariantCulture, $"{folder.Source}/{name}/{file.ChangedAt.UtcTicks}");
        if (IsLines(name))
        {
            var identity = await LineImport.Identify(Door, name, file.Bytes, where, body, stop);
            await Take(folder, file, identity, (run, tally) => lines.Take(run, body, tally, stop), stop);
            return;
        }
        var opening = await Open(folder, body, stop);
        if (opening is FileOpening.Opened opened)
            await Take(folder, file, opened.Identify(Door, name, file.Bytes, where), (run, tally) => files.Take(run, opened, tally, stop), stop);
        else if (opening is FileOpening.Refused(var field, _, var message))
            await Refuse(
                folder,
                file,
                field.Length == 0 ? message : $"{field}: {message}",
                time.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture),
                stop
            );
        else
            throw new UnreachableException();
    }

    async Task Take(
        WatchedFolder folder,
        Sighting file,
        ImportIdentity identity,
        Func<ImportRun, ImportTally, Task<ImportOutcome>> read,
        CancellationToken stop
    )
    {
        if (await runs.NotMoved(folder.Organisation, identity, stop) is { } before)
        {
            await MoveOut(folder, file, before, stop);
            return;
        }
        Guid import;
        await using (var run = await runs.BeginUnlessRead(folder.Organisation, identity, stop))
        {
            if (run is null)
                return;
            import = run.Mark.Id;
            var tally = new ImportTally(withRows: true) { Import = import };
            var outcome = await read(run, tally);
            if (outcome is ImportOutcome.Done or ImportOutcome.Broken)
                await WriteRejected(folder, file, tally.Result, stop);
            if (await run.End(outcome, stop) is ImportOutcome.TakenOver)
                return;
        }
        var ended = await runs.Find(folder.Organisation, import, stop) ?? throw new UnreachableException("An import is never deleted.");
        await MoveOut(folder, file, ended, stop);
    }

    async Task<FileOpening> Open(WatchedFolder folder, PipeReader body, CancellationToken stop)
    {
        try
        {
            var said = new Dictionary<string, StringValues> { ["source"] = folder.Source };
            foreach (var (name, value) in await folder.Settings(stop))
                said[name] = value;
            return await files.Open(folder.Organisation, FileQuestion.Of(new QueryCollection(said), contentType: null), body, stop);
        }
        catch (QuestionException wrong)
        {
            return new FileOpening.Refused(wrong.Name, "parameter", $"{wrong.Message} It stands in import.settings.");
        }
    }

    async Task MoveOut(WatchedFolder folder, Sighting file, ImportRecord import, CancellationToken stop)
    {
        if (!folder.Look().Contains(file))
            log.LogWarning("{File} was changed while it was read, and is read once more", file.Path);
        else if (import.State == ImportState.Done)
        {
            WatchedFolder.Move(file.Path, folder.Done, WatchedFolder.NameIn(folder.Done, Path.GetFileName(file.Path), Mark(import.Id)));
            log.LogInformation("Import {Import}: {File} is done, {Lines} rows", import.Id, file.Path, import.Counts.Lines);
        }
        else
            await Refuse(folder, file, $"{import.Why} What was taken in before stays, and is known again.", Mark(import.Id), stop);
        await runs.NoteMoved(folder.Organisation, import.Id, stop);
    }

    async Task Refuse(WatchedFolder folder, Sighting file, string why, string mark, CancellationToken stop)
    {
        var name = WatchedFolder.NameIn(folder.Refused, Path.GetFileName(file.Path), mark);
        await WatchedFolder.Write(folder.Refused, $"{name}.reason.txt", why + "\n", stop);
        WatchedFolder.Move(file.Path, folder.Refused, name);
        log.LogWarning("{File} is refused: {Why}", file.Path, why);
    }

    /// <summary>Before the import ends: until then all of the file would be read again, and the same rows be written.</summary>
    static async Task WriteRejected(WatchedFolder folder, Sighting file, ImportResult result, CancellationToken stop)
    {
        if (result.Problems.Count == 0)
            return;
        var name = Path.GetFileName(file.Path);
        var rejected = WatchedFolder.Marked(name, $"rejected-{Mark(result.Import!.Value)}");
        var rows = RejectedText.Rows(result);
        if (rows is not null)
            await WatchedFolder.Write(folder.Refused, rejected, rows, stop);
        await WatchedFolder.Write(folder.Refused, $"{rejected}.reason.txt", RejectedText.Reasons(result, name, rows is null ? null : rejected), stop);
    }

    /// <summary>The part of an id that is chance.</summary>
    static string Mark(Guid import) => import.ToString("N")[^8..];

    static bool IsLines(string name) => Path.GetExtension(name).ToUpperInvariant() is ".JSONL" or ".NDJSON";
}
