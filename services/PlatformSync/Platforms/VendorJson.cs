using System.Text.Json;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>JSON of which nobody promised that it is any.</summary>
static class VendorJson
{
    public static JsonElement? Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A page of something in between, or half an answer: the caller says that nobody knows.
            return null;
        }
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>The objects of a list; null when there is no such list.</summary>
    public static IReadOnlyList<JsonElement>? List(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : null;
}
