using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.ReceiveFromQueue;

/// <param name="CloudEventId">source and id of a CloudEvent in binary mode (headers cloudEvents_source, cloudEvents_id).</param>
sealed record InboundMessage(string Organisation, string? ContentType, string? CloudEventId, byte[] Body)
{
    public static InboundMessage From(string routingKey, string? contentType, IDictionary<string, object?>? headers, byte[] body)
    {
        string? Header(string name) =>
            headers?.TryGetValue(name, out var value) == true ? (value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString()) : null;
        var id = Header("cloudEvents_id") is { } eventId ? $"{Header("cloudEvents_source")} {eventId}" : null;
        return new InboundMessage(routingKey.Split('.')[0], contentType, id, body);
    }
}

abstract record InboundResult
{
    InboundResult() { }

    /// <param name="Invalid">The first problem of each element that could not be taken; the others are taken.</param>
    public sealed record Accepted(IReadOnlyList<SourceTransaction> Transactions, string? EventId, IReadOnlyList<FieldProblem> Invalid)
        : InboundResult;

    public sealed record Refused(FieldProblem Problem) : InboundResult;
}

/// <summary>What a message of the inbound queue says. The valid elements of an array are taken; when one is not valid, the whole message
/// is set aside as well, so that it can be mended and sent again: what was taken is recognised then.</summary>
static class InboundReader
{
    const int MaxEventId = 400;

    public static InboundResult Read(InboundMessage message)
    {
        var id = message.CloudEventId;
        ReadOnlyMemory<byte> data = message.Body;
        if (message.ContentType?.StartsWith("application/cloudevents+json", StringComparison.OrdinalIgnoreCase) == true)
        {
            if (!TryUnwrap(message.Body, out id, out data, out var problem))
                return new InboundResult.Refused(problem);
        }
        // Before it reaches a table: what text cannot hold, or an index cannot, is the sender's mistake and not the database's.
        if (id is not null && (id.Length > MaxEventId || !TransactionRules.IsPlain(id)))
            return new InboundResult.Refused(
                new FieldProblem("/id", "cloudevent", $"source and id of an event have at most {MaxEventId} characters and no control characters.")
            );
        switch (TransactionReader.Read(data.Span))
        {
            case DocumentResult.Malformed(var problem):
                return new InboundResult.Refused(problem);
            case DocumentResult.Elements(_, var elements):
                return new InboundResult.Accepted(
                    [.. elements.OfType<ReadResult.Read>().Select(read => read.Transaction)],
                    id,
                    [
                        .. elements
                            .Select((element, i) => (element, i))
                            .Where(pair => pair.element is ReadResult.Invalid)
                            .Select(pair => At(pair.i, ((ReadResult.Invalid)pair.element).Problems[0])),
                    ]
                );
            default:
                throw new UnreachableException();
        }
    }

    static FieldProblem At(int index, FieldProblem problem) => problem with { Pointer = $"/{index}{problem.Pointer}" };

    /// <summary>CloudEvents 1.0, structured mode: id and source together identify the event.</summary>
    static bool TryUnwrap(byte[] body, out string? id, out ReadOnlyMemory<byte> data, out FieldProblem problem)
    {
        (id, data, problem) = (
            null,
            default,
            new FieldProblem(string.Empty, "cloudevent", "This is no CloudEvent 1.0: specversion, id, source, type and data are needed.")
        );
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (
                root.ValueKind != JsonValueKind.Object
                || Text(root, "specversion") != "1.0"
                || Text(root, "id") is not { Length: > 0 } eventId
                || Text(root, "source") is not { Length: > 0 } source
                || Text(root, "type") is null
            )
                return false;
            id = $"{source} {eventId}";
            if (root.TryGetProperty("data", out var inline))
                data = Encoding.UTF8.GetBytes(inline.GetRawText());
            else if (root.TryGetProperty("data_base64", out var encoded) && encoded.TryGetBytesFromBase64(out var bytes))
                data = bytes;
            else
                return false;
            return true;
        }
        // A broken surrogate pair in a string is well-formed JSON and no text.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            problem = new FieldProblem(string.Empty, "malformed", malformed.Message);
            return false;
        }
    }

    static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
