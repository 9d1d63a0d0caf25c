using System.IO.Pipelines;
using System.Text;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Messaging;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Takes JSON lines chunk by chunk: each is accepted, with one commit, before the next is read.</summary>
sealed class LineImport(AcceptBatch batch, BatchPace pace, RefusalTally refusals)
{
    public async Task Take(string organisation, PipeReader body, ImportTally tally, CancellationToken stop)
    {
        await foreach (var lines in LineChunks.Of(body, stop))
            await Take(organisation, lines, tally, stop);
    }

    async Task Take(string organisation, LineChunk lines, ImportTally tally, CancellationToken stop)
    {
        using var turn = await pace.Begin(stop);
        using var trace = ChunkTrace.Start("import chunk");
        var places = lines.Lines.ToDictionary(line => line.Number, line => line.Place);
        // A line that was too long is not kept, and JSON has no place for a reason.
        Func<string, string>? Again(long line) =>
            places[line] is { } place ? _ => Encoding.UTF8.GetString(lines.Bytes.AsSpan(place)).TrimEnd('\r') + "\n" : null;
        var chunk = ImportChunk.Of(lines);
        if (chunk.Read.Count > 0)
        {
            var submission = new Submission
            {
                Organisation = organisation,
                Door = "import",
                Payload = lines.Bytes,
                Transactions = [.. chunk.Read.Select(line => line.Transaction)],
                TraceParent = trace?.Id,
            };
            var acceptances = (await batch.Accept(organisation, [submission], Lane.Batch, stop))[0];
            for (var i = 0; i < acceptances.Count; i++)
                tally.Add(chunk.Read[i].Line, acceptances[i], Again(chunk.Read[i].Line));
        }
        if (chunk.Refused.Count == 0)
            return;
        await refusals.Count(organisation, "import", [.. chunk.Refused.Select(line => line.Why[0])], stop);
        foreach (var (line, why) in chunk.Refused)
            tally.Reject(line, why, Again(line));
    }
}
