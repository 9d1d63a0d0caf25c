using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>Clover's webhooks of an app. They say which payment or order of which merchant changed and nothing else, and carry a code instead of a
/// signature; so nothing is believed of them but the ids, and the object is read from Clover, again each time. Every fact has Clover's id of the
/// payment, refund or credit, with <c>:voided</c> behind it. Clover's fees, deposits and disputes are in no webhook. Events of all merchants that
/// have installed an app come to one address, and an access token reads one of them: each merchant needs an app of its own.</summary>
/// <remarks>Limit: hosted checkout has webhooks of its own (<c>Clover-Signature</c>), which are refused. Its payments are told by the app's, too.</remarks>
public sealed class CloverSource : ISourceSystem
{
    /// <summary>A question has some sixty bytes, and anybody may ask.</summary>
    const int MaxQuestionBytes = 1_000;

    public string Name => "clover";

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(CloverAuthentication.Verify(request.Header(CloverAuthentication.HeaderName), secrets));

    /// <summary>Clover sends it before it has given a code to authenticate with, so it comes without; and it is a GUID.</summary>
    public Handshake? ShakeHands(WebhookRequest request, IReadOnlyList<string> secrets) =>
        request.IsGet
        || request.Body.Length > MaxQuestionBytes
        || VendorJson.Text(request.Body, "verificationCode") is not { } code
        || VendorJson.Object(request.Body, "merchants") is not null
            ? null
        : Guid.TryParseExact(code, "D", out var guid)
            ? new Handshake.ForAPerson(
                guid.ToString("D"),
                "Enter it as the verification code of the webhook in Clover's developer dashboard; the code that it shows then is the webhook secret."
            )
        : new Handshake.Refused("The verification code has another form than the documented one.");

    public IReadOnlyList<ReadOnlyMemory<byte>> Events(WebhookRequest request) => Updates.Each(request.Body);

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "Clover update",
            body =>
            {
                var received = Updates.Read(source, body);
                return received.Read(() => Updates.Said(received));
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        VendorJson.Read(
            body,
            "Clover object",
            found =>
            {
                // When it is read again years later, what is wanted is called by the id of this answer.
                var path = wanted.Id.Split(' ')[0];
                if (CloverId.Of(path) is not { } id || id.Object != found.Id)
                    return new SourceEvent.Unreadable($"The answer is not {path}.");
                // The same object is read many times, and each state that says something new is an answer of its own.
                var received = new CloverEvent(source, $"{path} {VendorJson.Fingerprint(body)}", id.Kind, id);
                return received.Read(() => id.Kind == Orders.Kind ? Orders.Read(received, found) : Payments.Read(received, found));
            }
        );
}
