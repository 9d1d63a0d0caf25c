namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>The money of a refund, as its transactions say, in the currency that the customer saw. One that is pending counts: Shopify Payments
/// sends it some days later, and a refund is told only once. If it fails after all, order_transactions/create says so.</summary>
/// <param name="Currency">Null when no money moved.</param>
/// <param name="Succeeded">What has arrived when the refund is told.</param>
/// <param name="Moved">With what is pending.</param>
/// <param name="Rounding">By how much more than <paramref name="Moved"/> was paid in cash.</param>
sealed record RefundPayments(string? Currency, decimal Succeeded, decimal Moved, decimal Rounding, IReadOnlyList<VendorObject> Each)
{
    public static RefundPayments Of(VendorObject refund)
    {
        var all = refund
            .Objects("transactions")
            .Where(payment =>
                payment.RequiredText("kind") == "refund" && payment.RequiredText("status") is "success" or "pending" && payment.Flag("test") != true
            )
            .Select(payment => (Payment: payment, Amount: ShopifyMoney.Bounded(payment, "amount")))
            .Where(each => each.Amount != 0m)
            .ToList();
        var currencies = all.Select(each => each.Payment.RequiredText("currency")).Distinct(StringComparer.Ordinal).ToList();
        return currencies.Count > 1
            ? throw new VendorShapeException("Its transactions are in several currencies.")
            : new RefundPayments(
                currencies.SingleOrDefault(),
                all.Where(each => each.Payment.RequiredText("status") == "success").Sum(each => each.Amount),
                all.Sum(each => each.Amount),
                all.Sum(each => Payments.Rounding(each.Payment)),
                [.. all.Select(each => each.Payment)]
            );
    }
}
