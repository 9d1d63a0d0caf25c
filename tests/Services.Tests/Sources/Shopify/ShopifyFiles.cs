using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;

namespace AccountingSync.Services.Tests.Sources.Shopify;

/// <summary>Bodies as files, named by their topic: orders.paid-tip.json came with the topic orders/paid.</summary>
public sealed class ShopifyFiles : IVendorEvents
{
    ShopifyFiles() { }

    public static VendorFiles Golden { get; } = new("Shopify");

    static readonly ShopifySource Shopify = new();

    public static SourceEvent Read(string file, byte[]? bytes = null) => ReadAs(Topic(file), bytes ?? Golden.Bytes(file));

    public static SourceEvent.Facts Facts(string name) => (SourceEvent.Facts)Read($"derived/{name}.json");

    public static SourceEvent ReadAs(string topic, byte[] body) => Shopify.Read("shopify", Shopify.Kept(Request(topic, body)));

    public static string Topic(string file) => Path.GetFileNameWithoutExtension(file).Split('-')[0].Replace('.', '/');

    public static WebhookRequest Request(string topic, byte[] body) =>
        new(
            new Uri("https://books.example/v1/webhooks/shop"),
            new Dictionary<string, string>
            {
                ["Content-Type"] = "application/json",
                ["X-Shopify-Topic"] = topic,
                ["X-Shopify-Event-Id"] = "98880550-7158-44d4-b7cd-2c97c8a091b5",
                ["X-Shopify-Webhook-Id"] = "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
                ["X-Shopify-Shop-Domain"] = "johns-apparel.myshopify.com",
                ["X-Shopify-API-Version"] = "2026-01",
                ["X-Shopify-Triggered-At"] = "2026-03-08T17:01:06.245Z",
            },
            body
        );
}
