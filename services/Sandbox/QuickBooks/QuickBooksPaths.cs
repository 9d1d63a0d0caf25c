using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>QuickBooks' own paths, below <c>/quickbooks</c>.</summary>
internal sealed class QuickBooksPaths(
    Companies companies,
    GatewayErrors errors,
    TokenIssuer tokens,
    FaultSwitchboard faults,
    FaultyDoor door,
    TimeProvider clock
)
{
    const int RequestIdLimit = 50;
    const int BatchRequestIdLimit = 36;
    const int BatchItemIdLimit = 10;

    long calls;

    public void Map(WebApplication app)
    {
        var company = app.MapGroup("/quickbooks/v3/company/{realm}");
        company.MapGet("query", At((asked, file) => Found(file.Query(asked.Query("query") ?? ""))));
        company.MapPost("query", At(async (asked, file) => file.Query(System.Text.Encoding.UTF8.GetString(await asked.Body()))));
        company.MapGet("cdc", At((asked, file) => Found(file.Changes(asked.Query("entities"), asked.Query("changedSince")))));
        company.MapPost("batch", At(Batch, isBatch: true));
        company.MapGet("preferences", At((_, file) => Found(CompanyDocuments.Preferences(file, clock.GetUtcNow()))));
        company.MapGet("companyinfo/{id}", At((asked, file) => Found(CompanyDocuments.Info(asked.Realm, file, clock.GetUtcNow()))));
        company.MapGet("{entity}/{id}", At((asked, file) => Found(Read(asked, file))));
        company.MapPost("{entity}", At(Write));
    }

    Answer Read(Asked asked, Company file) =>
        EntityNames.Find(asked.Route("entity")) is { } entity
            ? file.Read(entity, asked.Route("id"))
            : Refuse(QuickBooksFault.Unsupported($"read of {asked.Route("entity")}"));

    async Task<Answer> Write(Asked asked, Company file)
    {
        if (EntityNames.Find(asked.Route("entity")) is not { } entity)
            return Refuse(QuickBooksFault.Unsupported($"write of {asked.Route("entity")}"));
        var requestId = asked.Query("requestid");
        if (requestId?.Length > RequestIdLimit)
            return Refuse(QuickBooksFault.TooLong("requestid", RequestIdLimit, requestId.Length));
        return JsonReading.Object(await asked.Body()) is { } body
            ? file.Write(new WriteCommand(entity, asked.Query("operation"), body, asked.Fault == FaultKind.StaleToken), Remembered(requestId))
            : Refuse(QuickBooksFault.Unreadable("The body, which is no JSON object,"));
    }

    async Task<Answer> Batch(Asked asked, Company file)
    {
        if (JsonReading.Object(await asked.Body())?["BatchItemRequest"] is not JsonArray requested)
            return Refuse(QuickBooksFault.Missing("BatchItemRequest"));
        if (requested.Count > BatchItem.Limit)
            return Refuse(QuickBooksFault.BatchTooLarge(BatchItem.Limit, requested.Count));
        var items = requested.Select(item => BatchItem.Of(item, asked.Fault == FaultKind.StaleToken)).ToList();
        var requestId = asked.Query("requestid");
        if (requestId?.Length > BatchRequestIdLimit)
            return Refuse(QuickBooksFault.TooLong("requestid", BatchRequestIdLimit, requestId.Length));
        var tooLong = items.FirstOrDefault(item => requestId is not null && item.BId?.Length > BatchItemIdLimit);
        return tooLong is null
            ? file.Batch(items, Remembered(requestId))
            : Refuse(QuickBooksFault.TooLong("bId", BatchItemIdLimit, tooLong.BId!.Length));
    }

    RequestDelegate At(Func<Asked, Company, Task<Answer>> work, bool isBatch = false) =>
        context =>
        {
            var file = companies[(string)context.Request.RouteValues["realm"]!];
            file.CountRequest();
            context.Response.Headers["Intuit-Tid"] = $"1-{clock.GetUtcNow().ToUnixTimeSeconds():x8}-{Interlocked.Increment(ref calls):x24}";
            return door.Pass(
                context,
                FaultSwitchboard.QuickBooks,
                errors,
                async fault =>
                {
                    switch (tokens.Check(context.Request.Headers.Authorization))
                    {
                        case TokenState.Expired:
                            return errors.ExpiredToken();
                        case TokenState.Unknown:
                            return errors.Unauthorized("Token is missing or was never issued");
                    }
                    if (faults.Limits is { } limits && !file.Limits.Admits(limits, isBatch))
                    {
                        file.CountThrottled();
                        return errors.Throttled();
                    }
                    return await work(new Asked(context, fault), file);
                }
            );
        };

    string? Remembered(string? requestId) => faults.RemembersRequestIds ? requestId : null;

    Answer Refuse(QuickBooksFault fault) => Wire.Fault(fault, clock.GetUtcNow());

    static Task<Answer> Found(Answer answer) => Task.FromResult(answer);

    /// <summary>A request with the fault that it is to suffer.</summary>
    sealed record Asked(HttpContext Context, FaultKind? Fault)
    {
        public string Realm => Route("realm");

        public string Route(string name) => (string)Context.Request.RouteValues[name]!;

        // QuickBooks takes parameter names in any case, as ASP.NET does.
        public string? Query(string name) => Context.Request.Query[name] is [{ Length: > 0 } value, ..] ? value : null;

        public async Task<byte[]> Body()
        {
            using var buffer = new MemoryStream();
            await Context.Request.Body.CopyToAsync(buffer, Context.RequestAborted);
            return buffer.ToArray();
        }
    }
}
