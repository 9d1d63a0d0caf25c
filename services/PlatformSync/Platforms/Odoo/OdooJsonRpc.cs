using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>The interface of earlier series: <c>POST jsonrpc</c>, service <c>object</c>, method <c>execute_kw</c>. Every answer has status 200, errors
/// too. The user's number and key travel with each call.</summary>
sealed class OdooJsonRpc(OdooOptions options) : IOdooProtocol
{
    public static readonly Uri Path = new("jsonrpc", UriKind.Relative);

    /// <summary>The token of a signed-in user: who they are, and their key.</summary>
    public static string Token(int user, string key) => string.Create(CultureInfo.InvariantCulture, $"{user}:{key}");

    public static HttpRequestMessage Request(string service, string method, JsonArray arguments)
    {
        var body = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["method"] = "call",
            ["id"] = 1,
            ["params"] = new JsonObject
            {
                ["service"] = service,
                ["method"] = method,
                ["args"] = arguments,
            },
        };
        var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    public HttpRequestMessage Request(OdooCall call, string token)
    {
        var end = token.IndexOf(':', StringComparison.Ordinal);
        var (byPlace, byName) = (new JsonArray(), new JsonObject { ["context"] = call.Context.DeepClone() });
        if (call.Ids is { } ids)
            byPlace.Add(OdooJson.Of(ids));
        foreach (var (name, value) in call.Arguments)
        {
            if (name == OdooCall.Values)
                byPlace.Add(value?.DeepClone());
            else
                byName[name] = value?.DeepClone();
        }
        var user = int.Parse(token.AsSpan(0, end), CultureInfo.InvariantCulture);
        return Request("object", "execute_kw", [options.Database, user, token[(end + 1)..], call.Model, call.Method, byPlace, byName]);
    }

    public OdooReply Read(HttpStatusCode status, JsonElement? body)
    {
        if (status == HttpStatusCode.NotFound)
            return new OdooReply.NotSent("There is no JSON-RPC interface there: Odoo 22 and later have none, and it can be switched off before.");
        if (status != HttpStatusCode.OK || body is not { ValueKind: JsonValueKind.Object } answer)
            return new OdooReply.Unclear($"Odoo answered {(int)status} with something unreadable.");
        if (answer.TryGetProperty("error", out var error))
            return error.ValueKind == JsonValueKind.Object && error.TryGetProperty("data", out var exception)
                ? OdooFault.Reply(exception)
                : new OdooReply.Unclear($"Odoo failed: {error}");
        return answer.TryGetProperty("result", out var result)
            ? new OdooReply.Answered(result)
            // A method that answers None has no result in some series.
            : new OdooReply.Answered(default);
    }
}
