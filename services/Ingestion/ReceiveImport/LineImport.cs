using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.Files;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Takes JSON lines chunk by chunk: each is accepted, with one commit, before the next is read.</summary>
sealed class LineImport(PieceAcceptor pieces, BatchPace pace)
{
    const string Form = "jsonl";

    /// <summary>Looks at the beginning of the body, of which nothing is taken away.</summary>
    /// <param name="where">See <see cref="ImportIdentity.Of"/>.</param>
    public static async Task<ImportIdentity> Identify(string door, string? name, long? length, string where, PipeReader body, CancellationToken stop)
    {
        var begin = (await body.ReadAtLeastAsync(FileStart.MaxBytes, stop)).Buffer;
        var identity = ImportIdentity.Of(
            door,
            name,
            Form,
            source: null,
            length,
            where,
            begin.Slice(0, Math.Min(FileStart.MaxBytes, begin.Length)).ToArray()
        );
        body.AdvanceTo(begin.Start);
        return identity;
    }

    public async Task<ImportOutcome> Take(ImportRun run, PipeReader body, ImportTally tally, CancellationToken stop)
    {
        await foreach (var lines in LineChunks.Of(body, stop))
        {
            run.ReadBytes += lines.Bytes.Length;
            if (await run.Take(() => Take(run, lines, tally, stop), stop) is { } end)
                return end;
        }
        return new ImportOutcome.Done();
    }

    async Task<bool> Take(ImportRun run, LineChunk lines, ImportTally tally, CancellationToken stop)
    {
        using var turn = await pace.Begin(stop);
        using var trace = ChunkTrace.Start("import chunk");
        var places = lines.Lines.ToDictionary(line => line.Number, line => line.Place);
        // A line that was too long is not kept, and JSON has no place for a reason.
        Func<string, string>? Again(long line) =>
            places[line] is { } place ? _ => Encoding.UTF8.GetString(lines.Bytes.AsSpan(place)).TrimEnd('\r') + "\n" : null;
        var chunk = ImportChunk.Of(lines);
        var submission =
            chunk.Read.Count == 0
                ? null
                : new Submission
                {
                    Organisation = run.Organisation,
                    Door = "import",
                    Payload = lines.Bytes,
                    Transactions = [.. chunk.Read.Select(line => line.Transaction)],
                    TraceParent = trace?.Id,
                };
        var refused = chunk.Refused.Select(line => line.Why[0]).ToList();
        if (
            await pieces.Accept(run, "import", submission, all => ImportCounts.Of(all, refused.Count, skipped: 0), refused, told: null, stop)
            is not { } acceptances
        )
            return false;
        for (var i = 0; i < acceptances.Count; i++)
            tally.Add(chunk.Read[i].Line, acceptances[i], Again(chunk.Read[i].Line));
        foreach (var (line, why) in chunk.Refused)
            tally.Reject(line, why, Again(line));
        return true;
    }
}
