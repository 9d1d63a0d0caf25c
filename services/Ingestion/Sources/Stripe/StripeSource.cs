using System.Text.Json;
using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Stripe's webhooks: which event books what. Every fact has one id however many events tell it.</summary>
public sealed class StripeSource : ISourceSystem
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public string Name => "stripe";

    public SignatureCheck Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StripeSignature.Verify(request.Header(StripeSignature.HeaderName), request.Body.Span, secrets, now);

    public SourceEvent Read(string source, ReadOnlyMemory<byte> body)
    {
        if (!TryParse(body, out var document))
            return new SourceEvent.Unreadable("The body is no JSON.");
        using (document)
        {
            var root = new StripeObject(document.RootElement);
            try
            {
                // Thin events of the second interface carry no amounts; they must be fetched in another way.
                if (root.Text("object") is "v2.core.event")
                    return new SourceEvent.Unknown(root.Id, root.RequiredText("type"), "Events of Stripe's v2 interface are not read yet.");
                if (root.Text("object") is not "event" || root.Child("data")?.Child("object") is not { } subject)
                    return new SourceEvent.Unreadable("The body is no Stripe event.");
                return Interpret(root, source, subject);
            }
            catch (StripeShapeException error)
            {
                return new SourceEvent.Unreadable($"The body is no Stripe event: {error.Message}");
            }
        }
    }

    public SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body)
    {
        if (!TryParse(body, out var document))
            return new SourceEvent.Unreadable("The answer is no JSON.");
        using (document)
        {
            var fetched = new StripeObject(document.RootElement);
            try
            {
                if (fetched.Text("object") is not BalanceTransactions.Kind || fetched.Text("id") != wanted.Id)
                    return new SourceEvent.Unreadable($"The answer is not {wanted.Kind} {wanted.Id}.");
                return BalanceTransactions.ReadFetched(
                    new StripeEvent(source, wanted.Id, wanted.Kind, fetched.RequiredTime("created"), fetched, Previous: null)
                );
            }
            catch (StripeShapeException error)
            {
                return new SourceEvent.Unknown(wanted.Id, wanted.Kind, $"It does not have the documented shape: {error.Message}");
            }
        }
    }

    static SourceEvent Interpret(StripeObject envelope, string source, StripeObject subject)
    {
        var received = new StripeEvent(
            source,
            envelope.Id,
            envelope.RequiredText("type"),
            envelope.RequiredTime("created"),
            subject,
            envelope.Child("data")?.Child("previous_attributes")
        );
        try
        {
            // Booked here, another company's money would be in these books.
            if (envelope.Text("account") is { } account)
                return received.Unknown($"It belongs to the connected account {account}; this connection books its own account only.");
            return Route(received);
        }
        catch (StripeShapeException error)
        {
            return received.Unknown($"It does not have the documented shape: {error.Message}");
        }
    }

    static SourceEvent Route(StripeEvent received) =>
        received.Type switch
        {
            "charge.succeeded" or "charge.captured" or "charge.updated" => Charges.Succeeded(received),
            "charge.failed" => Charges.Failed(received),
            "refund.created" or "refund.updated" or "refund.failed" or "charge.refund.updated" => Refunds.Read(received),
            "payout.paid" => Payouts.Paid(received),
            "payout.failed" => Payouts.Failed(received),
            "charge.dispute.created" or "charge.dispute.funds_withdrawn" => Disputes.Opened(received),
            "charge.dispute.closed" => Disputes.Closed(received),
            "charge.dispute.funds_reinstated" => Disputes.FundsReinstated(received),
            _ => OtherEvents.Read(received),
        };

    static bool TryParse(ReadOnlyMemory<byte> body, out JsonDocument document)
    {
        try
        {
            document = JsonDocument.Parse(body, Options);
            return true;
        }
        catch (JsonException)
        {
            document = null!;
            return false;
        }
    }
}
