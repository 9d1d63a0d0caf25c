using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Mollie's webhooks. Those of a payment (<c>id=tr_…</c>) are unsigned by design: nothing is believed of them but the id, and the payment
/// is read from Mollie with its refunds and chargebacks, again each time, because they grow within it. So that strangers cannot make us
/// ask, the address given to Mollie ends in <c>?key=SECRET</c>. Those of a subscription are signed; they lead to the same
/// payment, and to payouts, which they carry whole.</summary>
public sealed class MollieSource : ISourceSystem
{
    /// <summary>The name of the secret in the address.</summary>
    const string AddressKey = "key";

    /// <summary>A form that names a payment has some twenty bytes.</summary>
    const int MaxFormBytes = 2_000;

    public string Name => "mollie";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(
            request.Header(MollieSignature.HeaderName) is { } header ? MollieSignature.Verify(header, request.Body.Span, secrets)
            // What is unsigned may say no more than an id.
            : PaymentId(request.Body) is null ? new SignatureCheck.Invalid(SignatureProblem.Malformed)
            : MollieSignature.VerifyAddress(FormText.Value(request.Query.TrimStart('?'), AddressKey), secrets)
        );

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        PaymentId(kept) is { } id
            ? Notifications.OfPayment(new MollieEvent(source, "", "webhook"), id)
            : VendorJson.Read(kept, "Mollie event", body => Notifications.Read(source, body, VendorJson.Fingerprint(kept)));

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        VendorJson.Read(
            body,
            "Mollie payment",
            payment =>
            {
                var id = payment.Id;
                // When it is read again years later, what is wanted is called by the id of this answer.
                if (payment.Text("resource") is not Payments.Kind || id != wanted.Id.Split(' ')[0])
                    return new SourceEvent.Unreadable($"The answer is not the payment {wanted.Id}.");
                // The same payment is read many times, and each state that says something new is an answer of its own.
                var answer = $"{id} {VendorJson.Fingerprint(body)}";
                var received = new MollieEvent(source, answer, Payments.Kind);
                return received.Read(() => Payments.Read(received, payment));
            }
        );

    /// <returns>Null when the body is no form with an id.</returns>
    static string? PaymentId(ReadOnlyMemory<byte> body) => FormText.Value(FormText.Of(body, MaxFormBytes), "id");
}
