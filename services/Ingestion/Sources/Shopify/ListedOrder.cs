using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What an order tells when it is listed, in the form in which deliveries are kept. Its own bytes are the id of each event. Pure.</summary>
static class ListedOrder
{
    static readonly Uri Nowhere = new("https://shopify.invalid/");

    /// <summary>The order itself, and each of its refunds.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Events(ReadOnlyMemory<byte> order) =>
        [Event(ShopifyOrders.Listed, order), .. (VendorJson.TryEntries(order, "refunds") ?? []).Select(refund => Event("refunds/create", refund))];

    public static ReadOnlyMemory<byte> Event(string topic, ReadOnlyMemory<byte> listed) =>
        ShopifyDelivery.Of(
            new WebhookRequest(
                Nowhere,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [ShopifyDelivery.Topic] = topic,
                    [ShopifyDelivery.EventId] = $"listed {VendorJson.Fingerprint(listed)}",
                },
                listed
            )
        );

    /// <summary>What tells no time is told.</summary>
    public static bool ChangedWithin(ReadOnlyMemory<byte> order, DateTimeOffset since, DateTimeOffset until) =>
        VendorJson.Text(order, "updated_at") is not { } text || !TimeText.TryParse(text, out var changed) || ListTime.IsWithin(changed, since, until);

    /// <summary>Not by Shopify Payments alone: its payments say how much by what.</summary>
    public static bool IsPaidElsewhere(ReadOnlyMemory<byte> order) =>
        VendorJson.Texts(order, "payment_gateway_names")?.Any(gateway => Gateways.Method(gateway) != Gateways.Shopify) ?? true;
}
