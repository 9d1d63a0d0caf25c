using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What a refund gives back, by item, in the shop's currency and without tax. Items are told as they were paid, after discounts: then
/// nothing of the order's discount is given back beside them.</summary>
sealed record RefundParts(IReadOnlyList<TransactionItem> Items, IReadOnlyList<TransactionTax> Taxes, decimal Tip, decimal Shipping)
{
    public static readonly RefundParts None = new([], [], 0m, 0m);

    public decimal Sum => Items.Sum(item => item.Net) + Taxes.Sum(tax => tax.Amount) + Tip + Shipping;

    public static RefundParts Of(VendorObject refund, ShopifyMoney money, RefundSums sums, bool taxesIncluded)
    {
        var items = new List<TransactionItem>();
        var taxes = new List<TransactionTax>();
        var tip = 0m;
        foreach (var refunded in refund.Objects("refund_line_items"))
        {
            var line = refunded.Child("line_item");
            var tax = money.Of(refunded, "total_tax_set");
            var net = money.Required(refunded, "subtotal_set") - (taxesIncluded ? tax : 0m);
            taxes.AddRange(TaxLines.Shared(tax, line is { } known ? TaxLines.Of(known, money) : [], money));
            if (LineItems.IsTip(line))
                tip += net;
            else
                items.Add(
                    new TransactionItem(
                        LineItems.Sku(line, refunded.RequiredNumber("line_item_id")),
                        LineItems.Kind(line),
                        null,
                        RemovedItems.Quantity(refunded),
                        net
                    )
                );
        }
        var shipped = refund.Objects("refund_shipping_lines").Select(line => line.Child("shipping_line")).OfType<VendorObject>();
        taxes.AddRange(TaxLines.Shared(sums.ShippingTax, TaxLines.Summed(shipped.SelectMany(line => TaxLines.Of(line, money))), money));
        items.AddRange(LineItems.Charges(sums.Duties, sums.Fees));
        return new RefundParts(
            [.. items.Where(item => item.Net != 0m)],
            TaxLines.Summed(taxes),
            tip,
            sums.Shipping - (taxesIncluded ? sums.ShippingTax : 0m)
        );
    }

    /// <summary>When less went back than it names, a fee for taking it back for example, each part holds its share of what did, to the cent. When
    /// more did, or something of it is less than nothing, only the amount is known: then the rules share it among all of the order.</summary>
    public RefundParts For(decimal money, Currency currency)
    {
        if (money == Sum)
            return this;
        decimal[] parts = [.. Items.Select(item => item.Net), .. Taxes.Select(tax => tax.Amount), Tip, Shipping];
        if (money > Sum || Array.Exists(parts, part => part < 0m) || !currency.Fits(money))
            return None;
        var shares = Allocation.ByLargestRemainder(money, parts, currency);
        return new RefundParts(
            [.. Items.Zip(shares, (item, share) => item with { Net = share }).Where(item => item.Net != 0m)],
            [.. Taxes.Zip(shares.Skip(Items.Count), (tax, share) => tax with { Amount = share }).Where(tax => tax.Amount != 0m)],
            shares[^2],
            shares[^1]
        );
    }
}
