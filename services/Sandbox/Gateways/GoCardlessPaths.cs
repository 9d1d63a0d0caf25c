using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>GoCardless' list of events, below <c>/gocardless</c>, the newest first, of all or of one payment or refund; payments, refunds and payouts, and the
/// items of a payout. (developer.gocardless.com/api-reference)</summary>
internal sealed class GoCardlessPaths(GatewayObjects objects, ListErrors errors, GatewayDoor door)
{
    const int Usual = 50;
    const int Most = 500;

    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/gocardless");
        api.MapGet("events", door.At(FaultSwitchboard.GoCardless, request => List(request, "events")));
        api.MapGet("payout_items", door.At(FaultSwitchboard.GoCardless, request => List(request, "payout_items")));
        foreach (var list in new[] { "payments", "refunds", "payouts" })
            api.MapGet($"{list}/{{id}}", door.At(FaultSwitchboard.GoCardless, request => Read(request, list)));
    }

    Answer List(HttpRequest request, string list)
    {
        if (request.Limit(Usual, Most) is not { } limit)
            return errors.Invalid("limit");
        var rows = objects
            .List(FaultSwitchboard.GoCardless, list)
            .Reverse()
            .Where(row => request.Holds("created_at[gte]", "created_at[lt]", row.Time("created_at")))
            .Where(row => new[] { "payment", "refund", "payout" }.All(kind => Belongs(request, kind, row.Json)))
            .ToList();
        var after = request.One("after");
        var skip = after is null ? 0 : rows.FindIndex(row => row.Id == after) + 1;
        if (after is not null && skip == 0)
            return errors.Invalid("after");
        var page = rows.Skip(skip).Take(limit).ToList();
        return Answer.Json(
            200,
            new JsonObject
            {
                [list] = new JsonArray([.. page.Select(row => row.Json.DeepClone())]),
                ["meta"] = new JsonObject
                {
                    ["cursors"] = new JsonObject { ["before"] = null, ["after"] = skip + page.Count < rows.Count ? page[^1].Id : null },
                    ["limit"] = limit,
                },
            }.ToJsonString()
        );
    }

    Answer Read(HttpRequest request, string list)
    {
        var id = (string)request.RouteValues["id"]!;
        return objects.Find(FaultSwitchboard.GoCardless, list, id) is { } found
            ? Answer.Json(200, new JsonObject { [list] = found.Json.DeepClone() }.ToJsonString())
            : errors.Missing(id);
    }

    static bool Belongs(HttpRequest request, string kind, JsonObject row) =>
        request.One(kind) is not { } id || (row["links"] as JsonObject)?.Text(kind) == id;
}
