using System.Text.Json;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>An object as Square lists it, in the envelope that its webhook would have had. Its own bytes make the event's id, so the same state that is
/// listed twice is one event.</summary>
static class ListedObject
{
    /// <param name="list">payments, refunds, payouts or disputes.</param>
    /// <returns>Null when it did not change in the span; nobody can say so of one that tells no time.</returns>
    public static ReadOnlyMemory<byte>? Of(string list, ReadOnlyMemory<byte> listed, DateTimeOffset since, DateTimeOffset until)
    {
        if (Changed(listed) is { } changed && !ListTime.IsWithin(changed, since, until))
            return null;
        var (kind, type) = list switch
        {
            "payments" => ("payment", "payment.updated"),
            "refunds" => ("refund", "refund.updated"),
            // The reader's word for the state decides; another word than Square's three is unknown to it.
            "payouts" => ("payout", $"payout.{VendorJson.Text(listed, "status")?.ToLowerInvariant()}"),
            _ => ("dispute", "dispute.state.updated"),
        };
        return Envelope(kind, type, listed);
    }

    static DateTimeOffset? Changed(ReadOnlyMemory<byte> listed) =>
        (VendorJson.Text(listed, "updated_at") ?? VendorJson.Text(listed, "created_at")) is { } text
        && CanonicalForm.TimeText.TryParse(text, out var time)
            ? time
            : null;

    static byte[] Envelope(string kind, string type, ReadOnlyMemory<byte> listed)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("event_id", $"listed {kind} {VendorJson.Fingerprint(listed)}");
            writer.WriteString("type", type);
            writer.WriteStartObject("data");
            writer.WriteString("type", kind);
            writer.WriteStartObject("object");
            writer.WritePropertyName(kind);
            writer.WriteRawValue(listed.Span);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }
}
