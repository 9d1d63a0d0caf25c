namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What a refund says in figures, in one of both currencies. Shopify reckons what its items and shipping come to, and puts the difference
/// to what was really paid into an adjustment: less when something is kept back, more for goodwill, all of it while money is pending.
/// (shopify.dev/docs/api/admin-rest/latest/resources/refund, order_adjustments)</summary>
/// <param name="Subtotal">Of its items, after discounts; with the tax where prices include it.</param>
/// <param name="Discrepancy">By how much less was paid; negative: more.</param>
sealed record RefundSums(decimal Subtotal, decimal Tax, decimal Shipping, decimal ShippingTax, decimal Duties, decimal Fees, decimal Discrepancy)
{
    public static RefundSums Of(VendorObject refund, ShopifyMoney money)
    {
        var items = refund.Objects("refund_line_items");
        var adjustments = refund.Objects("order_adjustments").ToLookup(each => each.Text("kind") == "shipping_refund");
        // Shipping that comes back is an adjustment, as ever, and a line since 2024-10: then it stands in both.
        var shipping = adjustments[true].Any() ? -adjustments[true].Sum(each => money.Required(each, "amount_set")) : (decimal?)null;
        var lines = refund.Objects("refund_shipping_lines");
        return new RefundSums(
            items.Sum(item => money.Required(item, "subtotal_set")),
            items.Sum(item => money.Of(item, "total_tax_set")),
            shipping ?? lines.Sum(line => money.Required(line, "subtotal_amount_set")),
            shipping is null ? lines.Sum(line => money.Of(line, "tax_amount_set")) : -adjustments[true].Sum(each => money.Of(each, "tax_amount_set")),
            money.Of(refund, "total_duties_set"),
            money.Of(refund, "total_additional_fees_set"),
            adjustments[false].Sum(each => money.Required(each, "amount_set") + money.Of(each, "tax_amount_set"))
        );
    }

    /// <summary>What all that it names comes to.</summary>
    public decimal Calculated(bool taxesIncluded) => Subtotal + Shipping + Duties + Fees + (taxesIncluded ? 0m : Tax + ShippingTax);

    /// <summary>A refund does not say whether its prices include tax. Only one answer makes its figures agree with its money.</summary>
    /// <returns>Null when none does.</returns>
    public bool? TaxesIncluded(RefundPayments payments)
    {
        bool Fits(bool included) => Calculated(included) - Discrepancy is var paid && (paid == payments.Succeeded || paid == payments.Moved);
        return (Fits(included: false), Fits(included: true)) switch
        {
            (true, true) => Tax + ShippingTax == 0m ? false : null,
            (true, false) => false,
            (false, true) => true,
            _ => null,
        };
    }

    /// <summary>What went back, in the shop's currency.</summary>
    public static decimal MoneyOf(VendorObject refund, ShopifyMoney shop)
    {
        var payments = RefundPayments.Of(refund);
        if (payments.Currency is not { } currency)
            return 0m;
        if (currency == shop.Currency.Code)
            return payments.Moved;
        // Shopify says each figure of the refund in both currencies, and its payments only in the customer's.
        var seen = Of(refund, ShopifyMoney.Presentment(currency));
        var told = Of(refund, shop);
        return seen.TaxesIncluded(payments) is not { } included ? throw new VendorShapeException(Disagreement(seen, payments))
            : payments.Moved == seen.Calculated(included) ? told.Calculated(included)
            : payments.Moved == seen.Calculated(included) - seen.Discrepancy ? told.Calculated(included) - told.Discrepancy
            : throw new VendorShapeException(Disagreement(seen, payments));
    }

    public static string Disagreement(RefundSums sums, RefundPayments payments) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{payments.Moved} {payments.Currency} went back; what the refund names comes to {sums.Calculated(false)} if tax is added to its prices and to {sums.Calculated(true)} if it is in them, less {sums.Discrepancy}."
        );
}
