using System.Buffers;
using System.Text;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What is kept of a delivery: the headers that say what happened, each as a line <c>Name: value</c> in the order of
/// <see cref="Kept"/>, an empty line, and the raw body byte for byte. Lines end with a line feed. A header that is absent, or holds anything but
/// printable ASCII, has no line. The signature is over the body alone, so the body can be verified again from what is kept, and the headers
/// cannot: see <see cref="ShopifyEvent"/> for what follows from that.</summary>
/// <param name="Headers">By the names in <see cref="Kept"/>.</param>
sealed record ShopifyDelivery(IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    public const string Topic = "X-Shopify-Topic";
    public const string EventId = "X-Shopify-Event-Id";
    public const string WebhookId = "X-Shopify-Webhook-Id";

    /// <summary>Longer than any of Shopify's; bounds what an unsigned header can add.</summary>
    const int MaxLength = 255;

    /// <summary>shopify.dev/docs/apps/build/webhooks: what happened, which event it was, which delivery this is, where, in which form, when.</summary>
    static readonly string[] Kept = [Topic, EventId, WebhookId, "X-Shopify-Shop-Domain", "X-Shopify-API-Version", "X-Shopify-Triggered-At"];

    public static ReadOnlyMemory<byte> Of(WebhookRequest request)
    {
        var bytes = new ArrayBufferWriter<byte>(512 + request.Body.Length);
        foreach (var name in Kept)
            if (request.Header(name) is { Length: > 0 and <= MaxLength } value && value.All(IsPrintable))
                bytes.Write(Encoding.ASCII.GetBytes($"{name}: {value}\n"));
        bytes.Write("\n"u8);
        bytes.Write(request.Body.Span);
        return bytes.WrittenMemory;
    }

    /// <returns>Null when the bytes were not written by <see cref="Of"/>.</returns>
    public static ShopifyDelivery? Read(ReadOnlyMemory<byte> kept)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = kept;
        while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            var line = Encoding.ASCII.GetString(rest.Span[..end]);
            rest = rest[(end + 1)..];
            if (line.Length == 0)
                return new ShopifyDelivery(headers, rest);
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 0 || !Kept.Contains(line[..colon], StringComparer.Ordinal) || !headers.TryAdd(line[..colon], line[(colon + 2)..]))
                return null;
        }
        return null;
    }

    static bool IsPrintable(char c) => c is >= ' ' and <= '~';
}
