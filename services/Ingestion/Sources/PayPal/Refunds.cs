using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>PAYMENT.CAPTURE.REFUNDED, PAYMENT.SALE.REFUNDED (the merchant gives money back) and …REVERSED (PayPal takes it: a dispute that was
/// lost, a bank that called it back) → refund. To PayPal both are refunds, with ids of their kind; <c>reason</c> tells them apart for rules.
/// Version 1 writes the amount with a minus. A refund does not change once it is completed, so it has one revision.</summary>
static class Refunds
{
    public static SourceEvent Read(PayPalEvent received, string reason)
    {
        // Then its id is that of the payment, and the amount the whole payment's.
        if (Self(received.Resource) is "sale" or "captures" or "capture")
            return received.Unknown($"The payment {received.Resource.Id} itself is said to be {reason}; how much was taken back is not told.");
        return received.Status switch
        {
            "COMPLETED" => received.Facts(Booked(received, reason)),
            // An eCheck, for example, takes days. (developer.paypal.com/api/rest/webhooks/event-names)
            "PENDING" => received.Ignored(
                "The refund is under way; PAYMENT.CAPTURE.REFUNDED or PAYMENT.SALE.REFUNDED carries it when it is completed."
            ),
            // PayPal does not document whether one that was completed can still fail.
            "FAILED" or "CANCELLED" => received.Unknown(
                $"The refund {received.Resource.Id} did not come about. If it was booked, its money is back in the balance: correct it."
            ),
            var status => received.Unknown($"The refund {received.Resource.Id} has the unknown status '{status}'."),
        };
    }

    static IReadOnlyList<SourceTransaction> Booked(PayPalEvent received, string reason)
    {
        var resource = received.Resource;
        var said = resource.RequiredMoney("amount");
        var version1 = resource.RequiredChild("amount").Text("total") is not null;
        var amount = version1 ? said with { Amount = Math.Abs(said.Amount) } : said;
        var at = resource.RequiredTime("create_time");
        var breakdown = new Breakdown(received.Source, resource.Id, at, sign: -1);
        var attributes = received.MerchantsNumbers();
        attributes.Add("reason", reason);
        var parts = resource.Child("seller_payable_breakdown");
        Breakdown.PutSettlement(attributes, parts ?? resource);
        var settled = Breakdown.SettledAs(parts, resource, amount, "refund_from_transaction_fee");
        var refund = new SourceTransaction
        {
            Source = received.Source,
            Id = resource.Id,
            Kind = TransactionKind.Refund,
            OccurredAt = at,
            Currency = amount.Currency,
            Gross = amount.Amount,
            Tenders = [new TransactionTender("paypal", amount.Amount, resource.Id)],
            RelatedTo = Original(resource),
            Attributes = attributes,
            Settled = settled.Gross,
        };
        return
        [
            refund,
            .. parts is { } version2
                ? breakdown.Version2(version2, amount, settled)
                : breakdown.Version1(settled, resource.Money("refund_from_transaction_fee"), resource.Money("refund_from_partner_fee")),
        ];
    }

    /// <returns>Null when the event does not say, as PayPal's own example of a reversed sale does not.</returns>
    static string? Original(VendorObject refund) =>
        refund.Text("capture_id")
        ?? refund.Text("sale_id")
        ?? refund.Child("supplementary_data")?.Child("related_ids")?.Text("capture_id")
        ?? refund.Linked("up", "captures")
        ?? refund.Linked("sale", "sale")
        ?? refund.Linked("capture", "capture");

    /// <returns>What kind of object the resource calls itself.</returns>
    static string? Self(VendorObject resource) =>
        resource.Objects("links").Where(link => link.Text("rel") == "self").Select(link => link.Text("href")?.Split('/')).FirstOrDefault()
            is { Length: > 1 } parts
            ? parts[^2]
            : null;
}
