using System.Text.Json;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>What QuickBooks' front door says before the accounting part sees a request: the lower-case <c>fault</c> shape.</summary>
internal sealed class GatewayErrors(TimeProvider clock) : IVendorErrors
{
    public Answer ServerError() =>
        Fault(500, "message=InternalServerError; errorCode=010000; statusCode=500", "An application error has occurred", "10000", "SYSTEM");

    public Answer Unavailable() =>
        Fault(503, "message=ServiceUnavailable; errorCode=010500; statusCode=503", "The service is unavailable", "10500", "SYSTEM");

    public Answer Throttled() =>
        Fault(
            429,
            "message=ThrottleExceeded; errorCode=003001; statusCode=429",
            "The request limit was reached, wait 60 seconds",
            "3001",
            "THROTTLE"
        );

    public Answer ExpiredToken() => Unauthorized("Token expired: the access token is older than its lifetime");

    public Answer Unauthorized(string detail) =>
        Fault(401, "message=AuthenticationFailed; errorCode=003200; statusCode=401", detail, "3200", "AUTHENTICATION");

    // The words after `type` are recorded for authentication only; the two others are our best guess.
    Answer Fault(int status, string message, string detail, string code, string type)
    {
        var body = Wire.Compose(json =>
        {
            json.WriteNull("warnings");
            json.WriteNull("intuitObject");
            json.WriteStartObject("fault");
            json.WriteStartArray("error");
            json.WriteStartObject();
            json.WriteString("message", message);
            json.WriteString("detail", detail);
            json.WriteString("code", code);
            json.WriteNull("element");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("type", type);
            json.WriteEndObject();
            json.WriteNull("report");
            json.WriteNull("queryResponse");
            WriteEmpty(json, "batchItemResponse");
            WriteEmpty(json, "attachableResponse");
            json.WriteNull("syncErrorResponse");
            json.WriteNull("requestId");
            json.WriteNumber("time", clock.GetUtcNow().ToUnixTimeMilliseconds());
            json.WriteNull("status");
            WriteEmpty(json, "cdcresponse");
        });
        return Answer.Json(status, body);
    }

    static void WriteEmpty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
