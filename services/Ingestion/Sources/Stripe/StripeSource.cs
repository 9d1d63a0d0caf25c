using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Stripe's webhooks: which event books what. Every fact has one id however many events tell it.</summary>
public sealed class StripeSource : ISourceSystem
{
    public string Name => "stripe";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(StripeSignature.Verify(request.Header(StripeSignature.HeaderName), request.Body.Span, secrets, now));

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "Stripe event",
            root =>
            {
                // Thin events of the second interface carry no amounts; they must be fetched in another way.
                if (root.Text("object") is "v2.core.event")
                    return new SourceEvent.Unknown(root.Id, root.RequiredText("type"), "Events of Stripe's v2 interface are not read yet.");
                if (root.Text("object") is not "event" || root.Expanded("data")?.Expanded("object") is not { } subject)
                    return new SourceEvent.Unreadable("The body is no Stripe event.");
                return Interpret(Envelope(root, source, subject) with { Kept = kept }, root);
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        VendorJson.Read(
            body,
            $"{wanted.Kind} {wanted.Id}",
            fetched =>
            {
                if (fetched.Text("object") is Settlements.Kind)
                    return Settlements.ReadFetched(source, wanted, body, fetched);
                if (fetched.Child(PayoutContents.Event) is { } told)
                    return ReadContents(source, told, fetched, body);
                if (fetched.Text("object") is not BalanceTransactions.Kind || fetched.Text("id") != wanted.Id)
                    return new SourceEvent.Unreadable($"The answer is not {wanted.Kind} {wanted.Id}.");
                var received = new StripeEvent(source, wanted.Id, wanted.Kind, fetched.RequiredUnixTime("created"), fetched, Previous: null);
                return received.Read(() => BalanceTransactions.ReadFetched(received));
            }
        );

    /// <summary>What a payout settles, beside the event that named it.</summary>
    static SourceEvent ReadContents(string source, VendorObject told, VendorObject fetched, ReadOnlyMemory<byte> body)
    {
        if (told.Child("data")?.Child("object") is not { } payout)
            return new SourceEvent.Unreadable("The answer is beside no event about a payout.");
        // The event itself was received under its own id. Asked for twice, the list may have grown.
        var named = Envelope(told, source, payout) with
        {
            Id = $"{PayoutContents.Kind} {payout.Id} {VendorJson.Fingerprint(body)}",
        };
        return named.Read(() => PayoutContents.Read(named, fetched));
    }

    static StripeEvent Envelope(VendorObject envelope, string source, VendorObject subject) =>
        new(
            source,
            envelope.Id,
            envelope.RequiredText("type"),
            envelope.RequiredUnixTime("created"),
            subject,
            envelope.Expanded("data")?.Expanded("previous_attributes")
        );

    // Booked here, another company's money would be in these books.
    static SourceEvent Interpret(StripeEvent received, VendorObject envelope) =>
        received.Read(() =>
            envelope.Text("account") is { } account
                ? received.Unknown($"It belongs to the connected account {account}; this connection books its own account only.")
                : Route(received)
        );

    static SourceEvent Route(StripeEvent received) =>
        received.Type switch
        {
            "charge.succeeded" or "charge.captured" or "charge.updated" => Charges.Succeeded(received),
            "charge.failed" => Charges.Failed(received),
            "refund.created" or "refund.updated" or "refund.failed" or "charge.refund.updated" => Refunds.Read(received),
            "payout.paid" => Payouts.Paid(received),
            "payout.failed" => Payouts.Failed(received),
            "payout.reconciliation_completed" => PayoutContents.ListIsComplete(received),
            "charge.dispute.created" or "charge.dispute.funds_withdrawn" => Disputes.Opened(received),
            "charge.dispute.closed" => Disputes.Closed(received),
            "charge.dispute.funds_reinstated" => Disputes.FundsReinstated(received),
            _ => OtherEvents.Read(received),
        };
}
