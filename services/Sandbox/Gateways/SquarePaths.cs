using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>Square's lists, below <c>/square</c>: payments and refunds by when they changed, payouts by when they were made, disputes, and the locations that
/// these name. An empty list is left out of the answer, and so is the cursor of the last page. (square/connect-api-specification, api.json)</summary>
internal sealed class SquarePaths(GatewayObjects objects, ListErrors errors, GatewayDoor door)
{
    const int Most = 100;

    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/square/v2");
        api.MapGet("locations", door.At(FaultSwitchboard.Square, _ => Locations()));
        foreach (var list in new[] { "payments", "refunds", "payouts", "disputes" })
            api.MapGet(list, door.At(FaultSwitchboard.Square, request => List(request, list)));
    }

    Answer Locations()
    {
        var ids = new[] { "payments", "payouts" }
            .SelectMany(list => objects.List(FaultSwitchboard.Square, list))
            .Select(row => row.Json.Text("location_id"))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(id => (JsonNode)new JsonObject { ["id"] = id, ["status"] = "ACTIVE" });
        return Answer.Json(200, new JsonObject { ["locations"] = new JsonArray([.. ids]) }.ToJsonString());
    }

    Answer List(HttpRequest request, string list)
    {
        if (request.Limit(Most, Most) is not { } limit)
            return errors.Invalid("limit");
        var skip = 0;
        if (request.One("cursor") is { } cursor && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out skip))
            return errors.Invalid("cursor");
        var found = objects
            .List(FaultSwitchboard.Square, list)
            .Where(row => request.One("location_id") is not { } location || row.Json.Text("location_id") == location)
            .Where(row => request.Holds("updated_at_begin_time", "updated_at_end_time", row.Time("updated_at")))
            .Where(row => request.Holds("begin_time", "end_time", row.Time("created_at")))
            .ToList();
        var page = found.Skip(skip).Take(limit).Select(row => row.Json.DeepClone()).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
            answer[list] = new JsonArray([.. page]);
        if (skip + page.Count < found.Count)
            answer["cursor"] = (skip + page.Count).ToString(CultureInfo.InvariantCulture);
        return Answer.Json(200, answer.ToJsonString());
    }
}
