using System.Runtime.InteropServices;
using System.Text.Json;

namespace AccountingSync.Ingestion.Sources;

/// <summary>A body that a vendor sent.</summary>
static class VendorJson
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

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
    public static IReadOnlyList<ReadOnlyMemory<byte>> Entries(ReadOnlyMemory<byte> body, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out var entries)
                && entries.ValueKind == JsonValueKind.Array
                ? [.. entries.EnumerateArray().Select(entry => (ReadOnlyMemory<byte>)JsonMarshal.GetRawUtf8Value(entry).ToArray())]
                : [body];
        }
        catch (JsonException)
        {
            return [body];
        }
    }
}
