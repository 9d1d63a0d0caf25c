using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Stripe's error shape.</summary>
internal sealed class StripeErrors : IVendorErrors
{
    public Answer ServerError() => Error(500, "api_error", "An unknown error occurred");

    public Answer Unavailable() => Error(503, "api_error", "Stripe is temporarily unavailable");

    public Answer Throttled() => Error(429, "invalid_request_error", "Request rate limit exceeded", code: "rate_limit");

    public Answer ExpiredToken() => Error(401, "invalid_request_error", "Expired API Key provided", code: "api_key_expired");

    public Answer Unauthorized() => Error(401, "invalid_request_error", "Invalid API Key provided");

    public Answer Missing(string kind, string id) =>
        Error(404, "invalid_request_error", $"No such {kind}: '{id}'", code: "resource_missing", parameter: "id");

    public Answer Invalid(string parameter) => Error(400, "invalid_request_error", $"Invalid {parameter}", parameter: parameter);

    public Answer Unheard(string parameter) =>
        Error(400, "invalid_request_error", $"Received unknown parameter: {parameter}", code: "parameter_unknown", parameter: parameter);

    public Answer KeyOfAnother(string key) =>
        Error(400, "idempotency_error", $"Keys for idempotent requests can only be used with the same parameters they were first used with: {key}");

    static Answer Error(int status, string type, string message, string? code = null, string? parameter = null)
    {
        var error = new JsonObject { ["message"] = message, ["type"] = type };
        if (code is not null)
            error["code"] = code;
        if (parameter is not null)
            error["param"] = parameter;
        return Answer.Json(status, new JsonObject { ["error"] = error }.ToJsonString());
    }
}
