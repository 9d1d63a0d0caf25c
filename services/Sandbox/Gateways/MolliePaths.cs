using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>Mollie's lists of payments, refunds and chargebacks, below <c>/mollie</c>, the newest first, and a payment with what belongs to it.
/// (docs.mollie.com/overview/pagination, /reference/get-payment)</summary>
internal sealed class MolliePaths(GatewayObjects objects, ListErrors errors, GatewayDoor door)
{
    const int Usual = 50;
    const int Most = 250;

    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/mollie/v2");
        foreach (var list in new[] { "payments", "refunds", "chargebacks" })
            api.MapGet(list, door.At(FaultSwitchboard.Mollie, request => List(request, list)));
        api.MapGet("payments/{id}", door.At(FaultSwitchboard.Mollie, Payment));
    }

    Answer List(HttpRequest request, string list)
    {
        if (request.Limit(Usual, Most) is not { } limit)
            return errors.Invalid("limit");
        var rows = objects.List(FaultSwitchboard.Mollie, list).Reverse().ToList();
        var from = request.One("from");
        var skip = from is null ? 0 : rows.FindIndex(row => row.Id == from);
        if (skip < 0)
            return errors.Missing(from!);
        var page = rows.Skip(skip).Take(limit).ToList();
        var next = rows.ElementAtOrDefault(skip + limit) is { } first
            ? new JsonObject { ["href"] = $"https://api.mollie.com/v2/{list}?from={first.Id}&limit={limit}", ["type"] = "application/hal+json" }
            : null;
        return Answer.Json(
            200,
            new JsonObject
            {
                ["count"] = page.Count,
                ["_embedded"] = new JsonObject { [list] = Array(page) },
                ["_links"] = new JsonObject { ["previous"] = null, ["next"] = next },
            }.ToJsonString()
        );
    }

    Answer Payment(HttpRequest request)
    {
        var id = (string)request.RouteValues["id"]!;
        if (objects.Find(FaultSwitchboard.Mollie, "payments", id) is not { } payment)
            return errors.Missing(id);
        var found = payment.Json.DeepClone().AsObject();
        var embedded = new JsonObject();
        foreach (var list in request.One("embed")?.Split(',') ?? [])
            embedded[list] = Array(objects.List(FaultSwitchboard.Mollie, list).Where(row => row.Json.Text("paymentId") == id));
        found["_embedded"] = embedded;
        return Answer.Json(200, found.ToJsonString());
    }

    static JsonArray Array(IEnumerable<GatewayObject> rows) => new([.. rows.Select(row => row.Json.DeepClone())]);
}
