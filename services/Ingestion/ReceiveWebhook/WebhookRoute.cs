using System.Diagnostics;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Microsoft.AspNetCore.Http.Extensions;

namespace AccountingSync.Ingestion.ReceiveWebhook;

/// <summary><c>POST /v1/webhooks/{connection}</c>: a vendor's raw body. Answers 2xx only after the commit; a bad signature is
/// answered 401 and leaves nothing behind; one that cannot be checked now is answered 503, so that the vendor sends again.</summary>
static class WebhookRoute
{
    const long MaxBodyBytes = 2 * 1024 * 1024;

    public static void Map(WebApplication app) => app.MapPost("/v1/webhooks/{connection}", Receive).WithName("receiveWebhook");

    static async Task<IResult> Receive(
        string connection,
        HttpContext http,
        Connections connections,
        IEnumerable<ISourceSystem> systems,
        RequestLimits limits,
        TransactionAcceptor acceptor,
        TimeProvider time,
        ILogger<TransactionAcceptor> log,
        CancellationToken stop
    )
    {
        try
        {
            // An unknown connection and a wrong signature look the same from outside, unless the vendor wants a status of its own.
            if (await connections.Find(connection, stop) is not { } known)
                return WrongSignature();
            if (!limits.Admit(known.Organisation))
                return Problems.TooMany(http.Response);
            if (acceptor.IsFull)
                return Problems.Full(http.Response);
            if (await BodyReader.Read(http.Request, MaxBodyBytes, stop) is not { } body)
                return Problems.TooLarge(MaxBodyBytes);
            // A system of one's own is told by its connection and sends no webhooks.
            if (systems.SingleOrDefault(system => system.Name == known.SourceSystem) is not { } system)
                return WrongSignature();
            var request = new WebhookRequest(
                known.WebhookAddress ?? new Uri(http.Request.GetEncodedUrl()),
                http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                body
            )
            {
                Query = http.Request.QueryString.Value ?? "",
            };
            if (system.ShakeHands(request, known.Secrets.WebhookSecrets) is { } handshake)
                return HandshakeRoute.Result(handshake, known.Name, log);
            switch (await system.Verify(request, known.Secrets.WebhookSecrets, time.GetUtcNow(), stop))
            {
                case SignatureCheck.Invalid(var why):
                    log.LogWarning("A webhook for {Connection} is refused: {Why}", known.Name, why);
                    IngestionMetrics.CountRefused("webhook", why);
                    return WrongSignature(system.RefusedStatus);
                case SignatureCheck.Undecided(var hindrance):
                    log.LogWarning("The signature of a webhook for {Connection} cannot be checked now: {Why}", known.Name, hindrance);
                    IngestionMetrics.CountRefused("webhook", "undecided");
                    return Problems.Undecided(http.Response);
            }
            var submissions = WebhookSubmission.Each(
                known.Organisation,
                known.Name,
                [.. system.Events(request).Select(kept => (kept, system.Read(known.Name, kept)))],
                Activity.Current?.Id
            );
            if (submissions is null)
                return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body is signed but is no event of this vendor.");
            var accepting = new List<Task<IReadOnlyList<Acceptance>>>(submissions.Count);
            // When there is no room for all, the vendor sends all again; those that were taken are recognised then.
            foreach (var submission in submissions)
                if (acceptor.TrySubmit(submission, out var one))
                    accepting.Add(one);
                else
                    return Problems.Full(http.Response);
            var acceptances = (await Task.WhenAll(accepting).WaitAsync(stop)).SelectMany(one => one).ToList();
            return system.Reply is { } reply
                ? Results.Text(reply)
                : Results.Ok(new { received = acceptances.Count, duplicates = acceptances.Count(acceptance => acceptance == Acceptance.Duplicate) });
        }
        // A body that cannot be read to its end is an IOException too, but the sender's.
        catch (Exception fault) when (fault is not BadHttpRequestException && DatabaseFaults.MayPass(fault))
        {
            return Problems.Unavailable(http.Response);
        }
    }

    static IResult WrongSignature(int status = StatusCodes.Status401Unauthorized) =>
        Results.Problem(statusCode: status, title: "The signature does not fit.");
}
