using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>Square's webhooks: which event books what. Every fact has one id however many events tell it, made of Square's own: the
/// payment's, refund's, payout's or dispute's, with <c>:fee:…</c> or <c>:closed</c> behind it. What carries the money of each is said where
/// it is read. An event says all that is booked of it, so nothing is ever fetched; it names an order without its items and taxes,
/// which are therefore not known. Events of several sellers come to one subscription when they have authorised the same
/// application: an organisation needs an application of its own.</summary>
public sealed class SquareSource : ISourceSystem
{
    public string Name => "square";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(SquareSignature.Verify(request.Header(SquareSignature.HeaderName), request.Url.OriginalString, request.Body.Span, secrets));

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "Square event",
            root =>
            {
                var received = new SquareEvent(source, root.RequiredText("event_id"), root.RequiredText("type"), root.RequiredChild("data"));
                return received.Read(() => Route(received));
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from Square.");

    static SourceEvent Route(SquareEvent received) =>
        received.Type switch
        {
            "payment.created" or "payment.updated" => Payments.Read(received),
            "refund.created" or "refund.updated" => Refunds.Read(received),
            "payout.paid" => Payouts.Paid(received),
            "payout.failed" => Payouts.Failed(received),
            // "changed" is the older name for the same; Square sends the one that was subscribed to, or both.
            "dispute.created" or "dispute.state.updated" or "dispute.state.changed" => Disputes.Read(received),
            "gift_card.activity.created" or "gift_card.activity.updated" => GiftCards.Read(received),
            _ => OtherEvents.Read(received),
        };
}
