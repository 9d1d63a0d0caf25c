using System.Diagnostics;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Postgres;
using Microsoft.AspNetCore.Http.Extensions;

namespace AccountingSync.Ingestion.ReceiveWebhook;

/// <summary><c>GET /v1/webhooks/{connection}</c>: a vendor asks whether the address is ours. Nothing is stored; an unknown connection, one whose
/// vendor never asks so and a question of another form look the same from outside.</summary>
static class HandshakeRoute
{
    public static void Map(WebApplication app) => app.MapGet("/v1/webhooks/{connection}", Answer).WithName("answerHandshake");

    static async Task<IResult> Answer(
        string connection,
        HttpContext http,
        Connections connections,
        IEnumerable<ISourceSystem> systems,
        RequestLimits limits,
        ILogger<Handshake> log,
        CancellationToken stop
    )
    {
        try
        {
            if (await connections.Find(connection, stop) is not { } known)
                return Refused();
            if (!limits.Admit(known.Organisation))
                return Problems.TooMany(http.Response);
            var request = new WebhookRequest(
                new Uri(http.Request.GetEncodedUrl()),
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                ReadOnlyMemory<byte>.Empty
            )
            {
                Query = http.Request.QueryString.Value ?? "",
                IsGet = true,
            };
            var system = systems.SingleOrDefault(system => system.Name == known.SourceSystem);
            return system?.ShakeHands(request, known.Secrets.WebhookSecrets) is { } handshake ? Result(handshake, known.Name, log) : Refused();
        }
        catch (Exception fault) when (DatabaseFaults.MayPass(fault))
        {
            return Problems.Unavailable(http.Response);
        }
    }

    public static IResult Result(Handshake handshake, string connection, ILogger log)
    {
        switch (handshake)
        {
            case Handshake.Answered(var text):
                return Results.Text(text);
            case Handshake.ForAPerson(var code, var whatToDo):
                log.LogWarning("The code for {Connection} is {Code}. {WhatToDo}", connection, code, whatToDo);
                return Results.Ok();
            case Handshake.Refused(var why):
                log.LogWarning("A question of the vendor for {Connection} is refused: {Why}", connection, why);
                return Refused();
            default:
                throw new UnreachableException();
        }
    }

    static IResult Refused() => Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Nothing is answered here.");
}
