using System.Diagnostics;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary><c>POST /v1/imports</c>: history as JSON lines, one canonical transaction each, of any length. It goes by the batch lane: chunk by
/// chunk, each committed before the next is read, as fast as the books are written and the live lane allows. One that was cut off is sent
/// again as a whole: what is there already is a duplicate.</summary>
static class ImportRoute
{
    public static readonly string[] MediaTypes = ["application/x-ndjson", "application/jsonl"];

    public static void Map(WebApplication app) => app.MapPost("/v1/imports", Receive).WithName("receiveImport");

    static async Task<IResult> Receive(
        HttpContext http,
        Credentials credentials,
        AcceptBatch batch,
        BatchPace pace,
        RefusalTally refusals,
        CancellationToken stop
    )
    {
        var tally = new ImportTally();
        try
        {
            if (await credentials.Authenticate(http.Request.Headers.Authorization, stop) is not { } principal)
                return Problems.Unauthorized();
            if (principal.Role is not ("source" or "operator"))
                return Problems.Forbidden(principal.Role);
            if (!MediaTypes.Contains(http.Request.ContentType?.Split(';')[0].Trim(), StringComparer.OrdinalIgnoreCase))
                return Problems.NotLines();
            TakeItsTime(http);
            await foreach (var lines in LineChunks.Of(http.Request.BodyReader, stop))
                await Accept(principal.Organisation, lines, batch, pace, refusals, tally, stop);
            return Results.Ok(tally.Result);
        }
        // A body that cannot be read to its end is an IOException too, but the sender's.
        catch (Exception fault) when (fault is not BadHttpRequestException && DatabaseFaults.MayPass(fault))
        {
            return Problems.CutOff(http.Response, tally.Result.Lines);
        }
    }

    /// <summary>The body may have any length, and it may be we who keep it waiting.</summary>
    static void TakeItsTime(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }

    static async Task Accept(
        string organisation,
        LineChunk lines,
        AcceptBatch batch,
        BatchPace pace,
        RefusalTally refusals,
        ImportTally tally,
        CancellationToken stop
    )
    {
        using var turn = await pace.Begin(stop);
        // A trace for each chunk: one of a million spans would help nobody. It begins anew only where no other is current.
        var request = Activity.Current;
        Activity.Current = null;
        using var trace = Telemetry.Activities.StartActivity(
            "import chunk",
            ActivityKind.Internal,
            default(ActivityContext),
            links: request is null ? null : [new ActivityLink(request.Context)]
        );
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
                tally.Add(chunk.Read[i].Line, acceptances[i]);
        }
        if (chunk.Refused.Count == 0)
            return;
        await refusals.Count(organisation, "import", [.. chunk.Refused.Select(line => line.Why[0])], stop);
        foreach (var (line, why) in chunk.Refused)
            tally.Reject(line, why);
    }
}
