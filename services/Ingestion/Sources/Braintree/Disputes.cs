using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>A dispute is two facts, as with every source: opened (the money is taken) and closed under the id with ":closed" (it comes back, or is lost).
/// Every notification of a chargeback tells the opening, always in the same way. One that is accepted or expires is lost, a decision comes after
/// that, and winning after all of them: so they are revisions in this order. Retrievals are questions and move no money.
/// (developer.paypal.com/braintree/docs/reference/general/webhooks/dispute)</summary>
static class Disputes
{
    public static SourceEvent Opened(BraintreeEvent received) => OfChargeback(received, dispute => received.Facts([Opening(received, dispute)]));

    public static SourceEvent Won(BraintreeEvent received) =>
        OfChargeback(
            received,
            dispute =>
                dispute.Decimal("amount-won") is { } won && won != Amount(dispute)
                    ? received.Unknown($"The dispute {dispute.Id} was won, but not all of the money came back.")
                    : received.Facts([
                        Opening(received, dispute),
                        Closing(received, dispute, "won", dispute.Moment("date-won") ?? received.At) with
                        {
                            Revision = 3,
                        },
                    ])
        );

    public static SourceEvent Lost(BraintreeEvent received) =>
        OfChargeback(
            received,
            dispute =>
                received.Facts([
                    Opening(received, dispute),
                    Closing(received, dispute, "lost", received.At) with
                    {
                        Revision = received.Type == "dispute_lost" ? 2 : 1,
                    },
                ])
        );

    static SourceEvent OfChargeback(BraintreeEvent received, Func<VendorObject, SourceEvent> read)
    {
        var dispute = received.Subject.RequiredChild("dispute");
        return dispute.Text("kind") switch
        {
            "chargeback" => read(dispute),
            "retrieval" => received.Ignored("A retrieval moves no money. dispute_opened carries it if it becomes a chargeback."),
            // It contests a dispute that was won, and Braintree does not document when its money moves.
            var kind => received.Unknown($"The dispute {dispute.Id} is a '{kind}': book it by hand."),
        };
    }

    static SourceTransaction Opening(BraintreeEvent received, VendorObject dispute) =>
        Booked(
            received,
            dispute,
            "opened",
            dispute.Id,
            dispute.Moment("date-opened") ?? dispute.Moment("received-date") ?? throw VendorObject.Missing("date-opened")
        );

    static SourceTransaction Closing(BraintreeEvent received, VendorObject dispute, string status, DateTimeOffset at) =>
        Booked(received, dispute, status, $"{dispute.Id}:closed", at);

    static SourceTransaction Booked(BraintreeEvent received, VendorObject dispute, string status, string id, DateTimeOffset at) =>
        new()
        {
            Source = received.Source,
            Id = id,
            Kind = TransactionKind.Dispute,
            OccurredAt = at,
            Currency = dispute.Currency(),
            Gross = Amount(dispute),
            RelatedTo = dispute.RequiredChild("transaction").Id,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = dispute.Id,
                ["reason"] = dispute.Text("reason") is { Length: > 0 } reason ? reason : "unspecified",
            },
        };

    static decimal Amount(VendorObject dispute) => dispute.Decimal("amount-disputed") ?? dispute.RequiredAmount("amount");
}
