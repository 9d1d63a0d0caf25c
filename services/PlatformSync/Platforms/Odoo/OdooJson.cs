using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>Values as Odoo writes them: nothing is <c>false</c>, another record is its id and its name, days and moments (UTC, whole seconds)
/// are text.</summary>
static class OdooJson
{
    const string Moments = "yyyy-MM-dd HH:mm:ss";

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Without the fraction of its second.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString(Moments, CultureInfo.InvariantCulture);

    public static JsonArray Of(IEnumerable<string> texts) => [.. texts.Select(text => JsonValue.Create(text))];

    public static JsonArray Of(IEnumerable<int> numbers) => [.. numbers.Select(number => JsonValue.Create(number))];

    public static int? Number(JsonElement record, string name) =>
        Value(record, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public static decimal? Amount(JsonElement record, string name) =>
        Value(record, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var amount) ? amount : null;

    public static bool IsTrue(JsonElement record, string name) => Value(record, name) is { ValueKind: JsonValueKind.True };

    /// <summary>The years before 1000 come without their zeros: the first day of all is 1-01-01.</summary>
    public static DateOnly? Day(JsonElement record, string name) =>
        VendorJson.Text(record, name)?.Split('-') is [{ Length: > 0 and <= 4 } year, { Length: 2 } month, { Length: 2 } day]
        && DateOnly.TryParseExact(
            $"{year.PadLeft(4, '0')}-{month}-{day}",
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    public static DateTimeOffset? Moment(JsonElement record, string name) =>
        DateTimeOffset.TryParseExact(
            VendorJson.Text(record, name),
            Moments,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment
        )
            ? moment
            : null;

    /// <summary>Another record: its id, and its name for people. Null when there is none.</summary>
    public static (int Id, string Name)? Reference(JsonElement record, string name) =>
        Value(record, name) is { ValueKind: JsonValueKind.Array } value
        && value.GetArrayLength() == 2
        && value[0].ValueKind == JsonValueKind.Number
        && value[0].TryGetInt32(out var id)
        && value[1].ValueKind == JsonValueKind.String
            ? (id, value[1].GetString()!)
            : null;

    /// <summary>The records of an answer; null when it is no list of them.</summary>
    public static IReadOnlyList<JsonElement>? Records(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array && answer.EnumerateArray().All(record => Number(record, "id") is not null)
            ? [.. answer.EnumerateArray()]
            : null;

    /// <summary>The ids of an answer; null when it is no list of them.</summary>
    public static IReadOnlyList<int>? Ids(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array && answer.EnumerateArray().All(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out _))
            ? [.. answer.EnumerateArray().Select(id => id.GetInt32())]
            : null;

    static JsonElement? Value(JsonElement record, string name) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) ? value : null;
}
