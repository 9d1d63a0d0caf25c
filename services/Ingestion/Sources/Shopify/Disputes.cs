using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>disputes/create, disputes/update: the status decides. As with every source a dispute is two facts, on two days, perhaps in two periods:
/// it is opened (the money is withheld) and closed (it comes back, or is lost for good), the second under the id with ":closed". Every
/// event of a chargeback tells the opening too, always in the same way, because an inquiry that becomes one has no second "create". A
/// closing's revision is the whole seconds from the opening to the decision, so one that is revised later comes last. The fee for a
/// chargeback is in no event; it stands in the payout. (shopify.dev/docs/api/admin-rest/latest/resources/dispute)</summary>
static class Disputes
{
    public static SourceEvent Read(ShopifyEvent received)
    {
        var dispute = received.Body;
        return (dispute.RequiredText("type"), dispute.RequiredText("status")) switch
        {
            ("inquiry", _) => received.Ignored("An inquiry moves no money. disputes/update carries it if it becomes a chargeback."),
            ("chargeback", "needs_response" or "under_review") => received.Facts([Opened(received, dispute)]),
            ("chargeback", "won") => Closed(received, dispute, "won"),
            // Accepted is lost without a fight.
            ("chargeback", "lost" or "accepted") => Closed(received, dispute, "lost"),
            var (type, status) => received.Unknown($"A dispute of type '{type}' with the status '{status}' is not understood."),
        };
    }

    static SourceEvent Closed(ShopifyEvent received, VendorObject dispute, string status)
    {
        var opened = Opened(received, dispute);
        if (dispute.Time("finalized_on") is not { } at)
            return received.Unknown($"{opened.Id} is {status}, and when is not said ('finalized_on'): book it by hand.");
        var seconds = (at - opened.OccurredAt).Ticks / TimeSpan.TicksPerSecond;
        return received.Facts([
            opened,
            Booked(received, dispute, status, ":closed", at) with
            {
                Revision = 1 + (int)Math.Clamp(seconds, 0, int.MaxValue - 1),
            },
        ]);
    }

    static SourceTransaction Opened(ShopifyEvent received, VendorObject dispute) =>
        Booked(received, dispute, "opened", "", dispute.RequiredTime("initiated_at"));

    static SourceTransaction Booked(ShopifyEvent received, VendorObject dispute, string status, string suffix, DateTimeOffset at)
    {
        var id = ShopifyId.Of("dispute", dispute.RequiredNumber("id"));
        return new SourceTransaction
        {
            Source = received.Source,
            Id = id + suffix,
            Kind = TransactionKind.Dispute,
            OccurredAt = at,
            Currency = dispute.RequiredText("currency"),
            Gross = ShopifyMoney.Bounded(dispute, "amount"),
            RelatedTo = dispute.Number("order_id") is { } order ? ShopifyId.Of("order", order) : null,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = id,
                ["reason"] = dispute.Text("reason") is { Length: > 0 } reason ? reason : "unspecified",
            },
        };
    }
}
