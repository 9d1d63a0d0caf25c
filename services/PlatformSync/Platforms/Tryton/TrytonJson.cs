using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Tryton;

/// <summary>The values that Tryton marks with their class (trytond/protocols/jsonrpc.py): decimals as text, days and moments in parts.</summary>
static class TrytonJson
{
    const string Class = "__class__";

    public static JsonObject Of(decimal amount) => new() { [Class] = "Decimal", ["decimal"] = amount.ToString(CultureInfo.InvariantCulture) };

    public static JsonObject Of(DateOnly day) =>
        new()
        {
            [Class] = "date",
            ["year"] = day.Year,
            ["month"] = day.Month,
            ["day"] = day.Day,
        };

    /// <summary>In UTC, to the microsecond.</summary>
    public static JsonObject Of(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new()
        {
            [Class] = "datetime",
            ["year"] = utc.Year,
            ["month"] = utc.Month,
            ["day"] = utc.Day,
            ["hour"] = utc.Hour,
            ["minute"] = utc.Minute,
            ["second"] = utc.Second,
            ["microsecond"] = utc.Millisecond * 1000 + utc.Microsecond,
        };
    }

    public static decimal? Decimal(JsonElement record, string name) =>
        Marked(record, name, "Decimal") is { } value
        && decimal.TryParse(VendorJson.Text(value, "decimal"), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;

    public static DateOnly? Day(JsonElement record, string name) =>
        Marked(record, name, "date") is { } value
        && Number(value, "year") is { } year
        && Number(value, "month") is { } month
        && Number(value, "day") is { } day
        && DateOnly.TryParse($"{year:D4}-{month:D2}-{day:D2}", CultureInfo.InvariantCulture, out var date)
            ? date
            : null;

    public static int? Number(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object
        && record.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    public static bool IsTrue(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>What another record's own field was asked for with a dot; null when there is no such record.</summary>
    public static JsonElement? Part(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name + ".", out var part) && part.ValueKind == JsonValueKind.Object
            ? part
            : null;

    /// <summary>The records of an answer; null when it is no list of them.</summary>
    public static IReadOnlyList<JsonElement>? Records(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array && answer.EnumerateArray().All(record => Number(record, "id") is not null)
            ? [.. answer.EnumerateArray()]
            : null;

    static JsonElement? Marked(JsonElement record, string name, string wanted) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && VendorJson.Text(value, Class) == wanted
            ? value
            : null;
}
