using System.Text.Json;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>Tells a gateway what happened at it: <c>POST /sandbox/gateways/{gateway}/{list}</c> with an array of objects in the vendor's form, each with
/// an id and when it was made (a transaction of PayPal, which has both inside, as <c>transaction</c> beside <c>id</c> and <c>created_at</c>). No webhook tells
/// of them; whoever plays it sends those that are to arrive.</summary>
internal static class GatewayPaths
{
    static readonly string[] Gateways = [FaultSwitchboard.Square, FaultSwitchboard.Mollie, FaultSwitchboard.GoCardless, FaultSwitchboard.PayPal];

    public static void Map(WebApplication app) =>
        app.MapPost(
            "/sandbox/gateways/{gateway}/{list}",
            (string gateway, string list, JsonElement body, GatewayObjects objects) =>
            {
                if (!Gateways.Contains(gateway, StringComparer.Ordinal))
                    return Refused($"gateway: '{gateway}' is none of {string.Join(", ", Gateways)}");
                if (body.ValueKind != JsonValueKind.Array)
                    return Refused("body: send an array of objects in the vendor's form");
                var rows = body.EnumerateArray()
                    .Select(JsonObject? (one) => one.ValueKind == JsonValueKind.Object ? JsonObject.Create(one) : null)
                    .ToList();
                if (rows.Exists(row => row?.Text("id") is null))
                    return Refused("id: each object needs one, as a text");
                foreach (var row in rows)
                    objects.Put(gateway, list, new GatewayObject(row!.Text("id")!, row!));
                return Results.NoContent();
            }
        );

    static IResult Refused(string problem) => Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
}
