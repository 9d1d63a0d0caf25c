using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>PayPal's webhooks: which event books what. Every fact has one id however many events tell it: PayPal's own of the capture, sale,
/// refund, payout item or dispute, with <c>:fee…</c> or <c>:returned</c> behind it. An event says all that is booked of it, so nothing is
/// ever fetched. Limits: PayPal sends no event for a withdrawal to the bank, for a conversion between its balances, for what it holds and
/// releases, or for money that comes back after a reversal; these come by a pull (<see cref="ListedTransactions"/>) or by import. Events of several sellers
/// come to one webhook when they have authorised the same application: an organisation needs an application of its own.</summary>
public sealed class PayPalSource(PayPalCertificates certificates) : ISourceSystem
{
    /// <summary>What PayPal's simulator signs in place of a webhook's id, for everybody and to any address.</summary>
    const string Simulator = "WEBHOOK_ID";

    public string Name => "paypal";

    public async ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop)
    {
        if (secrets.Contains(Simulator, StringComparer.OrdinalIgnoreCase))
            return new SignatureCheck.Invalid(SignatureProblem.SecretMalformed);
        if (PayPalTransmission.Of(request.Header) is not { } transmission)
            return new SignatureCheck.Invalid(SignatureProblem.Malformed);
        return await certificates.Find(transmission.CertificateAddress, now, stop) switch
        {
            CertificateAnswer.Trusted(var certificate) => PayPalSignature.Verify(transmission, request.Body.Span, certificate, secrets),
            CertificateAnswer.Unavailable(var reason) => new SignatureCheck.Undecided(reason),
            _ => new SignatureCheck.Invalid(SignatureProblem.Certificate),
        };
    }

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "PayPal event",
            root =>
            {
                if (root.Child("transaction_info") is { } listed)
                    return ListedTransactions.Read(source, listed, VendorJson.Fingerprint(kept));
                var received = new PayPalEvent(source, root.RequiredText("id"), root.RequiredText("event_type"), root.RequiredChild("resource"));
                return received.Read(() => Route(received));
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from PayPal.");

    static SourceEvent Route(PayPalEvent received) =>
        received.Type switch
        {
            "PAYMENT.CAPTURE.COMPLETED" or "PAYMENT.SALE.COMPLETED" => Payments.Completed(received),
            "PAYMENT.CAPTURE.PENDING" or "PAYMENT.SALE.PENDING" => Payments.Pending(received),
            "PAYMENT.CAPTURE.DENIED" or "PAYMENT.CAPTURE.DECLINED" or "PAYMENT.SALE.DENIED" => Payments.Denied(received),
            "PAYMENT.CAPTURE.REFUNDED" or "PAYMENT.SALE.REFUNDED" => Refunds.Read(received, "refunded"),
            "PAYMENT.REFUND.COMPLETED" or "PAYMENT.REFUND.PENDING" or "PAYMENT.REFUND.FAILED" => Refunds.Read(received, "refunded"),
            "PAYMENT.CAPTURE.REVERSED" or "PAYMENT.SALE.REVERSED" => Refunds.Read(received, "reversed"),
            "CUSTOMER.DISPUTE.CREATED" or "CUSTOMER.DISPUTE.UPDATED" or "RISK.DISPUTE.CREATED" => Disputes.Open(received),
            "CUSTOMER.DISPUTE.RESOLVED" => Disputes.Resolved(received),
            _ when received.Type.StartsWith("PAYMENT.PAYOUTS-ITEM.", StringComparison.Ordinal) => PayoutItems.Read(received),
            _ => OtherEvents.Read(received),
        };
}
