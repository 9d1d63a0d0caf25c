using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>How these gateways refuse: by status; the words are read by nobody but people.</summary>
internal sealed class ListErrors : IVendorErrors
{
    public Answer ServerError() => Error(500, "Something went wrong.");

    public Answer Unavailable() => Error(503, "It is out of service for a while.");

    public Answer Throttled() => Error(429, "Too many requests.") with { Headers = [("Retry-After", "1")] };

    public Answer ExpiredToken() => Error(401, "The key has expired.");

    public Answer Unauthorized() => Error(401, "The key is not known.");

    public Answer Missing(string id) => Error(404, $"There is no {id}.");

    public Answer Invalid(string parameter) => Error(400, $"{parameter} is not valid.");

    static Answer Error(int status, string detail) =>
        Answer.Json(
            status,
            new JsonObject
            {
                ["errors"] = new JsonArray(new JsonObject { ["detail"] = detail }),
                ["status"] = status,
                ["detail"] = detail,
            }.ToJsonString()
        );
}
