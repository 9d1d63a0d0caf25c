using System.Text;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>GoCardless' webhooks. A request carries up to 250 events, and none of them an amount: those about money are wishes to read the
/// payment or refund with all events that there are of it, or the payout with its items. What is booked follows from that history
/// and not from the one event, so late, repeated and swapped events come to the same facts.</summary>
public sealed class GoCardlessSource : ISourceSystem
{
    public string Name => "gocardless";

    /// <summary>498 is what GoCardless asks for. (developer.gocardless.com/api-reference/#webhooks-overview)</summary>
    public int RefusedStatus => 498;

    public ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop) =>
        new(GoCardlessSignature.Verify(request.Header(GoCardlessSignature.HeaderName), request.Body.Span, secrets));

    public IReadOnlyList<ReadOnlyMemory<byte>> Events(WebhookRequest request) => VendorJson.Entries(request.Body, "events");

    public SourceEvent Read(string source, ReadOnlyMemory<byte> kept) =>
        VendorJson.Read(
            kept,
            "GoCardless event",
            body =>
            {
                var received = GoCardlessEvent.Of(source, body);
                return received.Read(() => Route(received, kept));
            }
        );

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body) =>
        VendorJson.Read(
            body,
            "GoCardless object with its event",
            fetched =>
            {
                var named = GoCardlessEvent.Of(source, fetched.RequiredChild("event"));
                // The event itself was received under its own id. Fetched twice because of it, the history may have grown.
                var received = named with
                {
                    Id = $"fetched {named.Id} {VendorJson.Fingerprint(body)}",
                };
                return received.Read(() => Interpret(received, fetched));
            }
        );

    static SourceEvent Route(GoCardlessEvent received, ReadOnlyMemory<byte> kept)
    {
        SourceEvent Wanted(string kind) => received.Facts([], [new WantedObject(kind, received.Subject(kind), Encoding.UTF8.GetString(kept.Span))]);

        return (received.Resource, received.Action) switch
        {
            ("payments", "confirmed" or "failed" or "charged_back" or "chargeback_cancelled" or "chargeback_settled") => Wanted(Payments.Kind),
            ("refunds", "paid" or "refund_settled" or "funds_returned") => Wanted(Refunds.Kind),
            ("payouts", "paid" or "fx_rate_confirmed") => Wanted(Payouts.Kind),
            _ => OtherEvents.Read(received),
        };
    }

    static SourceEvent Interpret(GoCardlessEvent received, VendorObject fetched)
    {
        // One of the three is there; the answer names itself.
        foreach (
            var (kind, member, read) in new (string, string, Func<GoCardlessEvent, VendorObject, VendorObject, SourceEvent>)[]
            {
                (Payments.Kind, "payments", Payments.Read),
                (Refunds.Kind, "refunds", Refunds.Read),
                (Payouts.Kind, "payouts", Payouts.Read),
            }
        )
            if (fetched.Child(member) is { } found)
                return found.Id == received.Subject(kind)
                    ? read(received, found, fetched)
                    : received.Unknown($"The answer is the {kind} {found.Id} and not {received.Subject(kind)}.");
        return received.Unknown("The answer is no payment, refund or payout.");
    }
}
