using System.Globalization;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Odoo;

/// <summary>How Odoo answers: by JSON-2 with the bare value or an exception under its status, by JSON-RPC with status 200 always.</summary>
internal static class OdooWire
{
    public static Answer Value(JsonNode? value, DateTimeOffset now) => Json(StatusCodes.Status200OK, value, now);

    public static Answer Failure(OdooError error, DateTimeOffset now) => Json(error.Status, Exception(error.Name, error.Message), now);

    public static Answer RpcResult(JsonNode? value, JsonNode? id, DateTimeOffset now)
    {
        var answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone() };
        // What is None has no result.
        if (value is not null)
            answer["result"] = value;
        return Json(StatusCodes.Status200OK, answer, now);
    }

    public static Answer RpcFailure(string name, string message, JsonNode? id, DateTimeOffset now) =>
        Json(
            StatusCodes.Status200OK,
            new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["id"] = id?.DeepClone(),
                ["error"] = new JsonObject
                {
                    ["code"] = name.EndsWith("NotFound", StringComparison.Ordinal) ? 404 : 0,
                    ["message"] = name.EndsWith("NotFound", StringComparison.Ordinal) ? "404: Not Found" : "Odoo Server Error",
                    ["data"] = Exception(name, message),
                },
            },
            now
        );

    public static JsonObject Exception(string name, string message) =>
        new()
        {
            ["name"] = name,
            ["message"] = message,
            ["arguments"] = new JsonArray(message),
            ["context"] = new JsonObject(),
            ["debug"] = $"Traceback (most recent call last):\n{name}: {message}\n",
        };

    public static Answer Json(int status, JsonNode? value, DateTimeOffset now) =>
        Answer.Json(status, value?.ToJsonString() ?? "null") with
        {
            Headers = [("Date", now.ToString("R", CultureInfo.InvariantCulture))],
        };
}
