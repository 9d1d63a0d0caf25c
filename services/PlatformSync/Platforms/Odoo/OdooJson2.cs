using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>The interface of Odoo 19 and later: <c>POST json/2/MODEL/METHOD</c> with an API key; the answer is the method's value, or an exception
/// under its HTTP status (odoo.com/documentation/19.0, "External JSON-2 API").</summary>
sealed class OdooJson2(OdooOptions options) : IOdooProtocol
{
    public HttpRequestMessage Request(OdooCall call, string token)
    {
        var body = new JsonObject { ["context"] = call.Context.DeepClone() };
        if (call.Ids is { } ids)
            body["ids"] = OdooJson.Of(ids);
        foreach (var (name, value) in call.Arguments)
            body[name] = value?.DeepClone();
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"json/2/{call.Model}/{call.Method}", UriKind.Relative))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Authorization = new AuthenticationHeaderValue("bearer", token);
        request.Headers.Add("X-Odoo-Database", options.Database);
        return request;
    }

    public OdooReply Read(HttpStatusCode status, JsonElement? body) =>
        status == HttpStatusCode.OK && body is { } value ? new OdooReply.Answered(value)
        : status == HttpStatusCode.Unauthorized
            ? new OdooReply.SignInNeeded(
                $"Odoo does not take the API key: {(body is { } problem ? VendorJson.Text(problem, "message") : null) ?? "without a reason"}",
                TokenRejected: true
            )
        : body is { ValueKind: JsonValueKind.Object } exception && VendorJson.Text(exception, "name") is not null ? OdooFault.Reply(exception)
        : status == HttpStatusCode.NotFound ? new OdooReply.NotSent($"There is no interface of Odoo 19, or no database '{options.Database}', there.")
        : new OdooReply.Unclear($"Odoo answered {(int)status} with something unreadable.");
}
