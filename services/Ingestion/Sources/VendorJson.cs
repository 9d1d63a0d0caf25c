using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace AccountingSync.Ingestion.Sources;

/// <summary>A body that a vendor sent.</summary>
static class VendorJson
{
    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <param name="what">What it should be, for example <c>Square event</c>.</param>
    /// <returns>Unreadable when it is no JSON, or when even its envelope has another shape.</returns>
    public static SourceEvent Read(ReadOnlyMemory<byte> body, string what, Func<VendorObject, SourceEvent> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return read(new VendorObject(document.RootElement));
        }
        catch (JsonException)
        {
            return new SourceEvent.Unreadable("The body is no JSON.");
        }
        catch (VendorShapeException error)
        {
            return new SourceEvent.Unreadable($"The body is no {what}: {error.Message}");
        }
    }

    /// <summary>The entries of an array that is a member of the body, each with the bytes that the vendor wrote.</summary>
    /// <returns>The body as it is when it has no such array: reading it will say so.</returns>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Entries(ReadOnlyMemory<byte> body, string name) => TryEntries(body, name) ?? [body];

    /// <returns>Null when the body has no such array.</returns>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? TryEntries(ReadOnlyMemory<byte> body, string name) =>
        Find(body, [name], entries => entries.ValueKind == JsonValueKind.Array ? entries.EnumerateArray().Select(Raw).ToList() : null);

    /// <summary>An object that is a member of the body, with the bytes that the vendor wrote.</summary>
    /// <returns>Null when the body has no such object.</returns>
    public static ReadOnlyMemory<byte>? Object(ReadOnlyMemory<byte> body, string name) =>
        Find(body, [name], member => member.ValueKind == JsonValueKind.Object ? (ReadOnlyMemory<byte>?)Raw(member) : null);

    /// <param name="path">The names from the outermost to the innermost.</param>
    /// <returns>Null when the body has no such text.</returns>
    public static string? Text(ReadOnlyMemory<byte> body, params IEnumerable<string> path) =>
        Find(body, path, member => member.ValueKind == JsonValueKind.String ? VendorObject.TryText(member) : null);

    /// <returns>Null when the body has no such member that is true or false.</returns>
    public static bool? Flag(ReadOnlyMemory<byte> body, string name) =>
        Find(body, [name], member => member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean() : (bool?)null);

    /// <returns>Null when the body has no such array, or something else than texts in it.</returns>
    public static IReadOnlyList<string>? Texts(ReadOnlyMemory<byte> body, string name) =>
        Find(
            body,
            [name],
            entries =>
                entries.ValueKind == JsonValueKind.Array && entries.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String)
                    ? entries.EnumerateArray().Select(entry => VendorObject.TryText(entry) ?? "").ToList()
                    : null
        );

    /// <returns>Null when the body has no such member that is a whole number.</returns>
    public static long? Number(ReadOnlyMemory<byte> body, string name) =>
        Find(body, [name], member => member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number : (long?)null);

    /// <returns>The names of the body's members; null when it is no object.</returns>
    public static IReadOnlyList<string>? Names(ReadOnlyMemory<byte> body) =>
        Find(body, [], root => root.ValueKind == JsonValueKind.Object ? new VendorObject(root).Names : null);

    /// <summary>Tells bodies apart that no id of the vendor's does.</summary>
    public static string Fingerprint(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span))[..16];

    static T? Find<T>(ReadOnlyMemory<byte> body, IEnumerable<string> path, Func<JsonElement, T?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var element = document.RootElement;
            foreach (var name in path)
                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                    return default;
            return read(element);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    static ReadOnlyMemory<byte> Raw(JsonElement element) => JsonMarshal.GetRawUtf8Value(element).ToArray();
}
