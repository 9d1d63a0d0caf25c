using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.Xero;

/// <summary>Xero's own paths, below <c>/xero</c>: manual journals, accounts, the organisation.</summary>
internal sealed class XeroPaths(XeroOrganisations organisations, XeroErrors errors, XeroTokens tokens, FaultSwitchboard faults, FaultyDoor door)
{
    public void Map(WebApplication app)
    {
        var books = app.MapGroup("/xero/api.xro/2.0");
        books.MapGet(
            "ManualJournals",
            At((request, held) => Found(held, (books, now) => JournalReading.List(request, books, faults.XeroLimits, now)))
        );
        books.MapGet("ManualJournals/{id}", At((request, held) => Found(held, (books, now) => JournalReading.One(Id(request)!, books, now))));
        books.MapPut("ManualJournals", At(Write));
        books.MapPost("ManualJournals", At(Write));
        books.MapPost("ManualJournals/{id}", At(Write));
        books.MapGet(
            "Accounts",
            At(
                (_, held) =>
                    Found(held, (books, now) => XeroWire.Success(now, "Accounts", books.Chart.All.Select(JsonNode (account) => account.Document())))
            )
        );
        books.MapPut("Accounts", At(AddAccount));
        books.MapGet(
            "Organisation",
            At(
                (_, held) =>
                    Found(held, (books, now) => XeroWire.Success(now, "Organisations", [OrganisationDocument.Of(held.Tenant, books.Settings)]))
            )
        );
    }

    async Task<Answer> Write(HttpRequest request, XeroOrganisation held)
    {
        var body = await Body(request);
        if (Journals(JsonReading.Object(body), Id(request)) is not { Count: > 0 } journals)
            return XeroWire.Unreadable("The body holds no manual journals.");
        if (journals.Count > JournalWriting.MostAtOnce)
            return XeroWire.Unreadable($"{journals.Count} manual journals; {JournalWriting.MostAtOnce} at most are taken here.");
        if (KeyFault(request) is { } fault)
            return fault;
        var summarize = !string.Equals(request.Query["summarizeErrors"], "false", StringComparison.OrdinalIgnoreCase);
        return held.Write(new JournalWrite(request.Method, journals, summarize), Remembered(request, body));
    }

    async Task<Answer> AddAccount(HttpRequest request, XeroOrganisation held)
    {
        var body = await Body(request);
        if (JsonReading.Object(body) is not { } given)
            return XeroWire.Unreadable("The body holds no account.");
        return KeyFault(request) ?? held.AddAccount(given, Remembered(request, body));
    }

    RequestDelegate At(Func<HttpRequest, XeroOrganisation, Task<Answer>> work)
    {
        return Pass;

        Task Pass(HttpContext context) => door.Pass(context, FaultSwitchboard.Xero, errors, _ => Admit(context.Request, work));
    }

    async Task<Answer> Admit(HttpRequest request, Func<HttpRequest, XeroOrganisation, Task<Answer>> work)
    {
        switch (tokens.Issuer.Check(request.Headers.Authorization))
        {
            case TokenState.Expired:
                return errors.ExpiredToken();
            case TokenState.Unknown:
                return XeroErrors.UnknownToken();
        }
        if (!Guid.TryParse(request.Headers["xero-tenant-id"], out var tenant))
            return XeroErrors.NoTenant();
        var held = organisations[tenant];
        held.CountRequest();
        if (faults.XeroLimits is not { } limits)
            return await work(request, held);
        // Limits come before idempotency keys there: a repeated call counts as well.
        var admission = held.Limits.Enter(limits);
        if (admission.Problem is { } problem)
        {
            held.CountThrottled();
            var refusal = XeroErrors.Throttled(problem, admission.RetryAfter);
            return refusal with { Headers = [.. Remaining(admission), .. refusal.Headers] };
        }
        try
        {
            return await work(request, held) with { Headers = Remaining(admission) };
        }
        finally
        {
            held.Limits.Leave();
        }
    }

    static (string, string)[] Remaining(Admission admission) =>
        [
            ("X-DayLimit-Remaining", admission.DayRemaining.ToString(CultureInfo.InvariantCulture)),
            ("X-MinLimit-Remaining", admission.MinuteRemaining.ToString(CultureInfo.InvariantCulture)),
            ("X-AppMinLimit-Remaining", "9999"),
        ];

    static Answer? KeyFault(HttpRequest request) =>
        Key(request)?.Length > IdempotentRequest.LongestKey
            ? XeroWire.Unreadable($"Idempotency-Key has more than {IdempotentRequest.LongestKey} characters.")
            : null;

    IdempotentRequest? Remembered(HttpRequest request, byte[] body) =>
        Key(request) is { } key && faults.RemembersIdempotencyKeys ? IdempotentRequest.Of(key, request, body) : null;

    static string? Key(HttpRequest request) => request.Headers["Idempotency-Key"] is [{ Length: > 0 } key, ..] ? key : null;

    /// <summary>The journals of a body: a list, or one alone. Null when something in it is none.</summary>
    static List<JsonObject>? Journals(JsonObject? body, string? id)
    {
        if (body is null)
            return null;
        var given = body["ManualJournals"] is JsonArray list ? list.ToList() : [body];
        if (given.Exists(item => item is not JsonObject))
            return null;
        var journals = given.ConvertAll(item => item!.AsObject());
        if (id is not null)
            journals.ForEach(journal => journal["ManualJournalID"] = id);
        return journals;
    }

    static Task<Answer> Found(XeroOrganisation held, Func<XeroBooks, DateTimeOffset, Answer> look) => Task.FromResult(held.Look(look));

    static string? Id(HttpRequest request) => request.RouteValues["id"] as string;

    static async Task<byte[]> Body(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray();
    }
}
