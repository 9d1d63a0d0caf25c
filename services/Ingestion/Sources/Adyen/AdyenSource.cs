using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>Adyen's webhooks: which event books what. Every fact has one id however many events tell it: the reference that Adyen gave to the
/// payment, capture, refund or dispute, with <c>:failed</c>, <c>:recaptured</c>, <c>:cancelled</c>, <c>:returned</c>, <c>:closed</c> or
/// <c>:second</c> behind it. Adyen sends an event again with the same code and reference, perhaps with other details, and asks to
/// keep the latest (docs.adyen.com/development-resources/webhooks/handle-webhook-events): the date of the event is the revision. Its fees
/// and payouts stand in the settlement details report only, which no webhook carries.</summary>
public sealed class AdyenSource : ISourceSystem
{
    readonly bool atOnce;

    AdyenSource(string name, bool atOnce)
    {
        Name = name;
        this.atOnce = atOnce;
    }

    /// <summary>For accounts that capture a payment when it is authorised, which is Adyen's default: AUTHORISATION is the last that is
    /// heard of the sale, because no CAPTURE is sent.</summary>
    public static AdyenSource CapturedAtOnce { get; } = new("adyen", atOnce: true);

    /// <summary>For accounts that capture by hand, or after a delay with CAPTURE events turned on: each CAPTURE is the sale.</summary>
    public static AdyenSource CapturedSeparately { get; } = new("adyen-captures", atOnce: false);

    public string Name { get; }

    /// <summary>Adyen demanded these words for long; by now every 2xx is enough.</summary>
    public string Reply => "[accepted]";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(
            request.Header(AdyenSignature.HeaderName) is { } header
                ? AdyenSignature.VerifyBody(header, request.Body.Span, secrets)
                : SignedItems.Verify(request.Body, secrets)
        );

    /// <summary>Adyen documents one item in each JSON webhook, which is kept as it came. Several would be kept one by one.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Events(WebhookRequest request) =>
        VendorJson.Entries(request.Body, SignedItems.Container) is { Count: > 1 } items ? items : [request.Body];

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "Adyen webhook",
            root =>
                root.Expanded(SignedItems.Item) is { } alone ? Standard(source, alone)
                : root.Count(SignedItems.Container) > 0 ? Standard(source, Only(root.Objects(SignedItems.Container)).RequiredChild(SignedItems.Item))
                : PlatformEvents.Read(source, root, kept)
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from Adyen.");

    SourceEvent Standard(string source, VendorObject item)
    {
        var received = AdyenEvent.Of(source, item, atOnce);
        return received.Read(() => Route(received));
    }

    static VendorObject Only(IReadOnlyList<VendorObject> items) =>
        items is [var only] ? only : throw new VendorShapeException("it holds several items that were not taken apart.");

    static SourceEvent Route(AdyenEvent received) =>
        received.Type switch
        {
            "AUTHORISATION" => Authorisations.Read(received),
            "AUTHORISATION_ADJUSTMENT" => Authorisations.Adjusted(received),
            "EXPIRE" => Authorisations.Expired(received),
            "MANUAL_REVIEW_REJECT" => Authorisations.Rejected(received),
            "CAPTURE" => Captures.Read(received),
            "CAPTURE_FAILED" => Captures.Failed(received),
            "CANCELLATION" or "TECHNICAL_CANCEL" => Cancellations.Read(received),
            "CANCEL_OR_REFUND" => Cancellations.OrRefund(received),
            "REFUND" => Refunds.Read(received),
            "REFUND_WITH_DATA" => Refunds.Unreferenced(received),
            "REFUND_FAILED" => Refunds.Returned(received, "refund_failed"),
            "REFUNDED_REVERSED" => Refunds.Returned(received, "refund_reversed"),
            "VOID_PENDING_REFUND" => Refunds.Voided(received),
            "CHARGEBACK" => Disputes.Opened(received),
            "CHARGEBACK_REVERSED" => Disputes.Reversed(received),
            "SECOND_CHARGEBACK" => Disputes.Second(received),
            "DISPUTE_DEFENSE_PERIOD_ENDED" => Disputes.NotDefended(received),
            "PREARBITRATION_WON" or "PREARBITRATION_LOST" or "SCHEME_ARBITRATION_WON" => Disputes.Arbitrated(received),
            "PAYOUT_THIRDPARTY" => ThirdPartyPayouts.Paid(received),
            "PAYOUT_EXPIRE" or "PAIDOUT_REVERSED" => ThirdPartyPayouts.CameBack(received),
            "REPORT_AVAILABLE" => Reports.Available(received),
            _ => OtherEvents.Read(received),
        };
}
