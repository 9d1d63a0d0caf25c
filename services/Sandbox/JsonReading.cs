using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AccountingSync.Sandbox;

/// <summary>Reads values out of documents whose shape nobody promised.</summary>
internal static class JsonReading
{
    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The object that the bytes hold, or null when they hold none.</summary>
    public static JsonObject? Object(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string? Text(this JsonObject document, string name) =>
        document[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Flag(this JsonObject document, string name) =>
        document[name] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    /// <summary>The value of a reference such as <c>AccountRef</c>.</summary>
    public static string? Reference(this JsonObject document, string name) => (document[name] as JsonObject)?.Text("value");

    /// <summary>An exact number, written as a JSON number or as text: the service takes both.</summary>
    public static decimal? Number(this JsonObject document, string name) =>
        document[name] is not JsonValue value ? null
        : value.TryGetValue<decimal>(out var number) ? number
        : value.TryGetValue<string>(out var text)
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var written)
            ? written
        : null;

    public static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
