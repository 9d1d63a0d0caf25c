using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Toast;

/// <summary>Toast's webhooks: order_updated carries the whole order each time that anything about it changes. Every fact has Toast's guid of the
/// check or payment, with <c>:fee</c> or <c>:refund</c> behind it. Nothing is ever fetched; Toast's payouts, its fees for other things
/// than payments, and the names of sales categories are in no webhook.</summary>
/// <remarks>An order does not say its currency, and a restaurant has one: the connection's kind says which.</remarks>
public sealed class ToastSource : ISourceSystem
{
    readonly string currency;

    ToastSource(string name, string currency)
    {
        Name = name;
        this.currency = currency;
    }

    /// <summary>One for each currency of the countries that Toast works in.</summary>
    public static IReadOnlyList<ToastSource> All { get; } =
    [new("toast", "USD"), new("toast-cad", "CAD"), new("toast-gbp", "GBP"), new("toast-eur", "EUR")];

    public string Name { get; }

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(
            ToastSignature.Verify(
                request.Header(ToastSignature.HeaderName),
                request.Body.Span,
                VendorJson.Text(request.Body, ToastEvent.Timestamp),
                secrets
            )
        );

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "Toast event",
            root =>
            {
                var received = ToastEvent.Of(source, currency, root);
                return received.Read(() => Route(received));
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from Toast.");

    static SourceEvent Route(ToastEvent received) =>
        received.Type switch
        {
            "order_updated" or "channel_order_updated" => Orders.Read(received),
            _ => OtherEvents.Read(received),
        };
}
