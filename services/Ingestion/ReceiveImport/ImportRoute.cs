using System.Diagnostics;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.Files;
using AccountingSync.Postgres;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary><c>POST /v1/imports</c>: history of any length, as JSON lines (one canonical transaction each) or as a file in one of
/// <see cref="FileForms"/>. It goes by the batch lane: piece by piece, each committed before the next is read, as fast as the books are written and
/// the live lane allows. One that was cut off is sent again as a whole: what is there already is a duplicate. While it is paused the body is not read.</summary>
static class ImportRoute
{
    const string Door = "http";
    const int MaxName = 200;
    static readonly string[] LineTypes = ["application/x-ndjson", "application/jsonl"];

    /// <summary>What senders call a file of separated values, or of anything. Which form it has is recognised from what it holds.</summary>
    static readonly string[] FileTypes =
    [
        "text/csv",
        "application/csv",
        "text/tab-separated-values",
        "text/plain",
        "application/vnd.ms-excel",
        "application/octet-stream",
        "text/xml",
        "application/xml",
    ];

    public static void Map(WebApplication app) => app.MapPost("/v1/imports", Receive).WithName("receiveImport");

    static async Task<IResult> Receive(
        HttpContext http,
        Credentials credentials,
        LineImport lines,
        FileImport files,
        ImportRuns runs,
        CancellationToken stop
    )
    {
        var tally = new ImportTally(withRows: http.Request.Query["rows"] == "true");
        try
        {
            if (await credentials.Authenticate(http.Request.Headers.Authorization, stop) is not { } principal)
                return Problems.Unauthorized();
            if (principal.Role is not ("source" or "operator"))
                return Problems.Forbidden(principal.Role);
            var type = http.Request.ContentType?.Split(';')[0].Trim();
            if (LineTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            {
                TakeItsTime(http);
                var body = http.Request.BodyReader;
                var identity = await LineImport.Identify(Door, NameOf(http), http.Request.ContentLength, where: "", body, stop);
                return await Read(runs, principal, identity, tally, run => lines.Take(run, body, tally, stop), stop);
            }
            if (!FileTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
                return Problems.NotLines();
            TakeItsTime(http);
            return await ReceiveFile(http, files, runs, principal, tally, stop);
        }
        // A body that cannot be read to its end is an IOException too, but the sender's.
        catch (Exception fault) when (fault is not BadHttpRequestException && DatabaseFaults.MayPass(fault))
        {
            return Problems.CutOff(http.Response, tally.Result.Lines);
        }
    }

    static async Task<IResult> ReceiveFile(
        HttpContext http,
        FileImport files,
        ImportRuns runs,
        Principal principal,
        ImportTally tally,
        CancellationToken stop
    )
    {
        try
        {
            var question = FileQuestion.Of(http.Request.Query, http.Request.ContentType);
            switch (await files.Open(principal.Organisation, question, http.Request.BodyReader, stop))
            {
                case FileOpening.Refused(var field, var rule, var message):
                    return Problems.NoSuchFile(field, rule, message);
                case FileOpening.Opened opened:
                    var identity = opened.Identify(Door, NameOf(http), http.Request.ContentLength, where: "");
                    return await Read(runs, principal, identity, tally, run => files.Take(run, opened, tally, stop), stop);
                default:
                    throw new UnreachableException();
            }
        }
        catch (QuestionException wrong)
        {
            return Problems.NoSuchQuestion(wrong.Name, wrong.Message);
        }
    }

    static async Task<IResult> Read(
        ImportRuns runs,
        Principal principal,
        ImportIdentity identity,
        ImportTally tally,
        Func<ImportRun, Task<ImportOutcome>> take,
        CancellationToken stop
    )
    {
        await using var run = await runs.Begin(principal.Organisation, identity, stop);
        tally.Import = run.Mark.Id;
        return await run.End(await take(run), stop) switch
        {
            ImportOutcome.Done => Results.Ok(tally.Result),
            ImportOutcome.Broken(var line, var message) => Problems.Broken(line, message, tally.Result),
            ImportOutcome.Cancelled => Problems.ImportCancelled(tally.Result),
            ImportOutcome.TakenOver => Problems.ImportTakenOver(tally.Result),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What its sender calls the file. It is only shown.</summary>
    static string? NameOf(HttpContext http) =>
        http.Request.Query["name"] is [{ Length: > 0 } name] ? CardNumber.Hide(name.Length > MaxName ? name[..MaxName] : name) : null;

    /// <summary>The body may have any length, and it may be we who keep it waiting.</summary>
    static void TakeItsTime(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
    }
}
