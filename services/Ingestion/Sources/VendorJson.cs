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
}
