using System.Diagnostics;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.ReceiveTransactions;

/// <summary><c>POST /v1/transactions</c>: one canonical source transaction or an array of them.</summary>
static class TransactionsRoute
{
    const long MaxBodyBytes = 4 * 1024 * 1024;

    public static void Map(WebApplication app) => app.MapPost("/v1/transactions", Receive).WithName("receiveTransactions");

    static async Task<IResult> Receive(
        HttpContext http,
        Credentials credentials,
        RequestLimits limits,
        TransactionAcceptor acceptor,
        RefusalTally refusals,
        CancellationToken stop
    )
    {
        try
        {
            if (await credentials.Authenticate(http.Request.Headers.Authorization, stop) is not { } principal)
                return Problems.Unauthorized();
            if (principal.Role is not ("source" or "operator"))
                return Problems.Forbidden(principal.Role);
            if (!limits.Admit(principal.Organisation))
                return Problems.TooMany(http.Response);
            if (acceptor.IsFull)
                return Problems.Full(http.Response);
            if (!http.Request.HasJsonContentType())
                return Problems.NotJson();
            if (await BodyReader.Read(http.Request, MaxBodyBytes, stop) is not { } body)
                return Problems.TooLarge(MaxBodyBytes);
            switch (TransactionReader.Read(body))
            {
                case DocumentResult.Malformed(var problem):
                    await refusals.Count(principal.Organisation, "rest", [problem], stop);
                    return Problems.Invalid([problem]);
                case DocumentResult.Elements(var isArray, var elements):
                    return await Accept(http, principal.Organisation, body, isArray, elements, acceptor, refusals, stop);
                default:
                    throw new UnreachableException();
            }
        }
        // A body that cannot be read to its end is an IOException too, but the sender's.
        catch (Exception fault) when (fault is not BadHttpRequestException && DatabaseFaults.MayPass(fault))
        {
            return Problems.Unavailable(http.Response);
        }
    }

    static async Task<IResult> Accept(
        HttpContext http,
        string organisation,
        byte[] body,
        bool isArray,
        IReadOnlyList<ReadResult> elements,
        TransactionAcceptor acceptor,
        RefusalTally refusals,
        CancellationToken stop
    )
    {
        var valid = elements.OfType<ReadResult.Read>().Select(read => read.Transaction).ToList();
        var acceptances = new Queue<Acceptance>();
        if (valid.Count > 0)
        {
            var submission = new Submission
            {
                Organisation = organisation,
                Door = "rest",
                Payload = body,
                Transactions = valid,
                TraceParent = Activity.Current?.Id,
            };
            if (!acceptor.TrySubmit(submission, out var accepting))
                return Problems.Full(http.Response);
            acceptances = new Queue<Acceptance>(await accepting.WaitAsync(stop));
        }
        var problems = elements.OfType<ReadResult.Invalid>().SelectMany(invalid => invalid.Problems).ToList();
        if (problems.Count > 0)
            await refusals.Count(organisation, "rest", [.. elements.OfType<ReadResult.Invalid>().Select(invalid => invalid.Problems[0])], stop);
        if (!isArray && problems.Count > 0)
            return Problems.Invalid(problems);
        var results = elements.Select(element => TransactionResult.Of(element, element is ReadResult.Read ? acceptances.Dequeue() : null)).ToList();
        var status = !isArray && results[0].Status == "conflict" ? StatusCodes.Status409Conflict : StatusCodes.Status202Accepted;
        return Results.Json(new { results }, statusCode: status);
    }
}
