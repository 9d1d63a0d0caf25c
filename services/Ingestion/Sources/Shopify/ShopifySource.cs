using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>Shopify's webhooks: which topic books what. Every fact has one id however many events tell it, made of Shopify's own: the order's,
/// transaction's, refund's or dispute's, with <c>:rounding</c> or <c>:closed</c> behind it. What carries the money of each is said where it is
/// read. Needed are the topics orders/paid, order_transactions/create, refunds/create, disputes/create and disputes/update. Amounts are in
/// the shop's currency. Nothing is ever fetched; so what no webhook and no pull (<see cref="ShopifyOrders"/>) tells is not known: the fees of Shopify Payments and its payouts. Events
/// of all shops that have installed an app come under its secret: an organisation needs an app of its own.</summary>
public sealed class ShopifySource : ISourceSystem
{
    public string Name => "shopify";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(ShopifySignature.Verify(request.Header(ShopifySignature.HeaderName), request.Body.Span, secrets));

    public ReadOnlyMemory<byte> Kept(WebhookRequest request) => ShopifyDelivery.Of(request);

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept)
    {
        if (ShopifyDelivery.Read(kept) is not { } delivery)
            return new SourceEvent.Unreadable("It is no delivery of Shopify's as it is kept.");
        var headers = delivery.Headers;
        if (!headers.TryGetValue(ShopifyDelivery.Topic, out var topic))
            return new SourceEvent.Unreadable("No header says what happened.");
        if (!headers.TryGetValue(ShopifyDelivery.EventId, out var id) && !headers.TryGetValue(ShopifyDelivery.WebhookId, out id))
            return new SourceEvent.Unreadable("No header says which event it is.");
        return VendorJson.Read(
            delivery.Body,
            "Shopify event",
            root =>
            {
                var received = new ShopifyEvent(source, $"{id} {topic}", topic, root);
                return received.Read(() => Route(received));
            }
        );
    }

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from Shopify.");

    static SourceEvent Route(ShopifyEvent received) =>
        received.Type switch
        {
            "orders/paid" => Orders.Paid(received),
            ShopifyOrders.Listed => Orders.Listed(received),
            "order_transactions/create" => Payments.Read(received),
            "refunds/create" => Refunds.Created(received),
            "disputes/create" or "disputes/update" => Disputes.Read(received),
            _ => OtherTopics.Read(received),
        };
}
