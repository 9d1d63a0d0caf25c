using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>order_transactions/create, which comes for each payment with its outcome, success, failure or error. orders/paid tells an order's
/// whole as owed by Shopify; a payment by gift card, in cash or by another gateway is told here as a payment of nothing with two tenders, so
/// much by gift card and as much less by Shopify. So each part arrives where it belongs, in whichever order events come, and no
/// money is told twice. (shopify.dev/docs/api/admin-graphql/latest/enums/WebhookSubscriptionTopic, ORDER_TRANSACTIONS_CREATE)</summary>
static class Payments
{
    public static SourceEvent Read(ShopifyEvent received)
    {
        var payment = received.Subject("OrderTransaction");
        if (payment.Flag("test") == true)
            return received.Ignored("A test payment: no money has moved.");
        return (payment.RequiredText("kind"), payment.RequiredText("status")) switch
        {
            ("refund", "failure" or "error") => received.Unknown(
                $"{IdOf(payment)} of {OrderOf(payment)}, money back, failed. If its refund was booked by refunds/create, the money is still here: correct it."
            ),
            (_, "failure" or "error") => received.Ignored("The payment did not come about: no money has moved."),
            (_, "pending" or "awaiting_response") => received.Ignored("The payment is under way. It is told again with its outcome."),
            ("authorization" or "emv_authorization", "success") => received.Ignored("No money has moved. A capture carries it."),
            ("void", "success") => received.Ignored("An authorisation was given up: no money had moved."),
            ("refund", "success") => received.Ignored("refunds/create carries the money."),
            ("sale" or "capture", "success") => Moved(received, payment, given: false),
            ("change", "success") => Moved(received, payment, given: true),
            var (kind, status) => received.Unknown($"A payment of kind '{kind}' with the status '{status}' is not understood."),
        };
    }

    /// <summary>What cash payments are rounded by where the smallest coin is five; it comes on top of the amount.
    /// (shopify.dev/changelog/new-cash-rounding-on-order-and-order-transaction)</summary>
    public static decimal Rounding(VendorObject payment) => ShopifyMoney.BoundedOrZero(payment, "amount_rounding");

    /// <param name="given">Change, which goes back to the customer.</param>
    static SourceEvent Moved(ShopifyEvent received, VendorObject payment, bool given)
    {
        var method = Gateways.Method(payment.RequiredText("gateway"));
        if (method == Gateways.Shopify)
            return received.Ignored("orders/paid carries the money.");
        var currency = payment.RequiredText("currency");
        // A payment's amount is in the currency that the customer saw, and the order is booked in the shop's.
        var shop = payment.RequiredChild("total_unsettled_set").RequiredChild("shop_money").RequiredText("currency");
        if (shop != currency)
            return received.Unknown(
                $"{IdOf(payment)} of {OrderOf(payment)} is in {currency} by '{method}', and the shop's currency is {shop}: book by hand how much of the order was not paid by Shopify."
            );
        var amount = ShopifyMoney.Bounded(payment, "amount") + Rounding(payment);
        if (amount <= 0m)
            return received.Unknown($"{IdOf(payment)} of {OrderOf(payment)} moves nothing, or less.");
        var signed = given ? -amount : amount;
        return received.Facts([
            new SourceTransaction
            {
                Source = received.Source,
                Id = IdOf(payment),
                Kind = TransactionKind.Payment,
                OccurredAt = payment.Time("processed_at") ?? payment.RequiredTime("created_at"),
                Currency = currency,
                Gross = 0m,
                Tenders =
                [
                    new TransactionTender(method, signed, payment.Text("payment_id")),
                    new TransactionTender(Gateways.Shopify, -signed, payment.Text("payment_id")),
                ],
                RelatedTo = OrderOf(payment),
                Location = payment.Number("location_id") is { } location ? ShopifyId.Of("location", location) : null,
            },
        ]);
    }

    static string IdOf(VendorObject payment) => ShopifyId.Of("transaction", payment.RequiredNumber("id"));

    static string OrderOf(VendorObject payment) => ShopifyId.Of("order", payment.RequiredNumber("order_id"));
}
