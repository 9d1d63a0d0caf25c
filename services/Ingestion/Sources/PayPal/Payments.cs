using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>PAYMENT.CAPTURE.COMPLETED (version 2, also 1) and PAYMENT.SALE.COMPLETED (version 1, subscriptions) → payment. The event is the
/// statement that the money came: the status inside may say by then that it was refunded, and says so in the sandbox as soon as a
/// dispute is open. A payment that completes after days (eCheck) is dated as PayPal's reports date it, by its beginning;
/// update_time would change with each refund. Nothing that changes later goes into it, so it has one revision.</summary>
static class Payments
{
    public static SourceEvent Completed(PayPalEvent received) =>
        received.Status is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED"
            ? received.Facts(Booked(received))
            : received.Unknown($"The payment {received.Resource.Id} is said to be completed, and has the status '{received.Status}'.");

    /// <summary>Not yet paid, as a rule; but the reasons below say that what had come is in question or gone.</summary>
    public static SourceEvent Pending(PayPalEvent received) =>
        Reason(received) is ("BUYER_COMPLAINT" or "CHARGEBACK" or "REFUNDED") and var reason
            ? received.Unknown(
                $"The payment {received.Resource.Id} became pending for the reason {reason}. If it was booked, look whether its money is gone."
            )
            : received.Ignored($"No money has moved. {Family(received)}.COMPLETED carries it when it comes.");

    public static SourceEvent Denied(PayPalEvent received) =>
        HasFee(received.Resource)
            ? received.Unknown(
                $"The payment {received.Resource.Id} is refused and bears a fee, as only completed ones do: correct it by hand if it was booked."
            )
            : received.Ignored("The payment was refused: no money has moved.");

    static IReadOnlyList<SourceTransaction> Booked(PayPalEvent received)
    {
        var resource = received.Resource;
        var amount = resource.RequiredMoney("amount");
        var at = resource.RequiredTime("create_time");
        var breakdown = new Breakdown(received.Source, resource.Id, at, sign: 1);
        var parts = resource.Child("seller_receivable_breakdown");
        var attributes = received.MerchantsNumbers();
        var related = resource.Child("supplementary_data")?.Child("related_ids");
        attributes.Put("order", related?.Text("order_id"));
        attributes.Put("subscription", resource.Text("billing_agreement_id"));
        attributes.Put("payment_mode", resource.Text("payment_mode")?.ToLowerInvariant());
        Breakdown.PutSettlement(attributes, parts ?? resource);
        var settled = Breakdown.SettledAs(parts, resource, amount, "transaction_fee");
        var details = SaleDetails.Of(resource, amount);
        var payment = new SourceTransaction
        {
            Source = received.Source,
            Id = resource.Id,
            Kind = TransactionKind.Payment,
            OccurredAt = at,
            Currency = amount.Currency,
            Gross = amount.Amount,
            Taxes = details.Taxes,
            Shipping = details.Shipping,
            Discount = details.Discount,
            // How the payer funded it is not said.
            Tenders = [new TransactionTender("paypal", amount.Amount, resource.Id)],
            Attributes = attributes,
            Settled = settled.Gross,
        };
        return
        [
            payment,
            .. parts is { } version2 ? breakdown.Version2(version2, amount, settled) : breakdown.Version1(settled, resource.Money("transaction_fee")),
        ];
    }

    static string? Reason(PayPalEvent received) =>
        (received.Resource.Child("status_details")?.Text("reason") ?? received.Resource.Text("reason_code"))?.ToUpperInvariant();

    static bool HasFee(VendorObject resource) =>
        resource.Child("seller_receivable_breakdown")?.Child("paypal_fee") is not null || resource.Child("transaction_fee") is not null;

    static string Family(PayPalEvent received) => received.Type[..received.Type.LastIndexOf('.')];
}
