using System.Buffers.Text;
using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>Braintree's webhooks: a form with a signature and a payload, which is XML in base64. Which notification books what is said where it is
/// read. Every fact has Braintree's id of the transaction, dispute or disbursement, with <c>:declined</c> or <c>:closed</c> behind it.
/// A notification holds a snapshot of what it is about, so nothing is ever fetched; its fees are in no notification.</summary>
public sealed class BraintreeSource : ISourceSystem
{
    /// <summary>Of a form; the door takes no larger body.</summary>
    const int MaxFormBytes = 2 * 1024 * 1024;

    public string Name => "braintree";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop)
    {
        var form = FormText.Of(request.Body, MaxFormBytes);
        return new(
            FormText.Value(form, "bt_payload") is { Length: > 0 } payload
                ? BraintreeSignature.Verify(FormText.Value(form, "bt_signature"), Encoding.UTF8.GetBytes(payload), secrets)
                : new SignatureCheck.Invalid(SignatureProblem.Malformed)
        );
    }

    public Handshake? ShakeHands(WebhookRequest request, IReadOnlyList<string> secrets) =>
        !request.IsGet || FormText.Value(request.Query.TrimStart('?'), "bt_challenge") is not { } challenge ? null
        : BraintreeSignature.Answer(challenge, secrets) is { } answer ? new Handshake.Answered(answer)
        : new Handshake.Refused("The challenge has another form than the documented one, or no secret of the connection is PUBLIC:PRIVATE.");

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept)
    {
        if (FormText.Value(FormText.Of(kept, MaxFormBytes), "bt_payload") is not { Length: > 0 } payload)
            return new SourceEvent.Unreadable("The body is no form with a 'bt_payload'.");
        // Braintree breaks its lines, which the decoder skips as white space.
        if (!Base64.IsValid(payload))
            return new SourceEvent.Unreadable("'bt_payload' is no base64.");
        ReadOnlyMemory<byte> xml = Convert.FromBase64String(payload);
        return NotificationXml.ToJson(xml) is { } json
            ? VendorJson.Read(
                json,
                "Braintree notification",
                root =>
                {
                    var received = BraintreeEvent.Of(source, root.RequiredChild("notification"), VendorJson.Fingerprint(xml));
                    return received.Read(() => Route(received));
                }
            )
            : new SourceEvent.Unreadable("'bt_payload' holds no XML of the documented kind.");
    }

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        new SourceEvent.Unreadable("Nothing is ever fetched from Braintree.");

    static SourceEvent Route(BraintreeEvent received) =>
        received.Type switch
        {
            "transaction_settled" or "transaction_disbursed" => Transactions.Read(received, received.Subject.RequiredChild("transaction")),
            "local_payment_funded" => Transactions.Read(
                received,
                received.Subject.RequiredChild("local-payment-funded").RequiredChild("transaction")
            ),
            "subscription_charged_successfully" => Transactions.OfSubscription(received),
            "transaction_settlement_declined" => Transactions.Declined(received),
            "disbursement" or "disbursement_exception" => Disbursements.Read(received),
            "dispute_opened" or "dispute_disputed" or "dispute_under_review" => Disputes.Opened(received),
            "dispute_won" => Disputes.Won(received),
            "dispute_accepted" or "dispute_auto_accepted" or "dispute_expired" or "dispute_lost" => Disputes.Lost(received),
            _ => OtherKinds.Read(received),
        };
}
