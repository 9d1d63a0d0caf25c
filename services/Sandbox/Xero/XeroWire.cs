using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox.Xero;

/// <summary>How Xero writes: dates as milliseconds in words, an envelope around everything, errors in two shapes.</summary>
internal static class XeroWire
{
    static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Instant(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"/Date({at.ToUnixTimeMilliseconds()}+0000)/");

    public static string Day(DateOnly date) => Instant(new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero));

    /// <summary>A lock date in a message: 30-Nov-2018.</summary>
    public static string Words(DateOnly date) => date.ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture);

    /// <summary>An amount in a message: two decimals.</summary>
    public static string Words(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    public static Answer Success(DateTimeOffset now, string list, IEnumerable<JsonNode> items, JsonObject? pagination = null)
    {
        var document = new JsonObject
        {
            ["Id"] = Guid.CreateVersion7(now).ToString(),
            ["Status"] = "OK",
            ["ProviderName"] = "Sandbox",
            ["DateTimeUTC"] = string.Create(CultureInfo.InvariantCulture, $"/Date({now.ToUnixTimeMilliseconds()})/"),
        };
        if (pagination is not null)
            document["pagination"] = pagination;
        document[list] = new JsonArray([.. items]);
        return Json(StatusCodes.Status200OK, document);
    }

    /// <summary>Nothing was done, for these reasons.</summary>
    public static Answer Invalid(IEnumerable<JsonNode> elements) =>
        Json(
            StatusCodes.Status400BadRequest,
            new JsonObject
            {
                ["ErrorNumber"] = 10,
                ["Type"] = "ValidationException",
                ["Message"] = "A validation exception occurred",
                ["Elements"] = new JsonArray([.. elements]),
            }
        );

    public static Answer Unreadable(string message) => Refused(17, "PostDataInvalidException", message);

    public static Answer BadQuery(string message) => Refused(16, "QueryParseException", message);

    public static Answer Refused(int number, string type, string message) =>
        Json(
            StatusCodes.Status400BadRequest,
            new JsonObject
            {
                ["ErrorNumber"] = number,
                ["Type"] = type,
                ["Message"] = message,
            }
        );

    /// <summary>What the front door says before the accounting part sees a request.</summary>
    public static Answer Problem(int status, string title, string detail) =>
        Json(
            status,
            new JsonObject
            {
                ["Type"] = null,
                ["Title"] = title,
                ["Status"] = status,
                ["Detail"] = detail,
                ["Instance"] = null,
                ["Extensions"] = new JsonObject(),
            }
        );

    public static JsonArray Messages(IEnumerable<string> messages) =>
        new([.. messages.Select(JsonNode (message) => new JsonObject { ["Message"] = message })]);

    public static Answer Json(int status, JsonNode document) => Answer.Json(status, document.ToJsonString(Relaxed));
}
