namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What was taken out of an order without money going back, mostly before it was paid. Shopify leaves the line as it was ordered and adds
/// a refund without a transaction. (shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders)</summary>
sealed class RemovedItems
{
    public static readonly RemovedItems None = new([]);

    readonly ILookup<long, (long Quantity, decimal Subtotal, decimal Tax)> byLine;

    RemovedItems(IEnumerable<(long Line, long Quantity, decimal Subtotal, decimal Tax)> removed)
    {
        var all = removed.ToList();
        byLine = all.ToLookup(item => item.Line, item => (item.Quantity, item.Subtotal, item.Tax));
        Subtotal = all.Sum(item => item.Subtotal);
        Tax = all.Sum(item => item.Tax);
    }

    /// <summary>After discounts, with the tax where prices include it.</summary>
    public decimal Subtotal { get; }
    public decimal Tax { get; }
    public bool IsNone => byLine.Count == 0;

    public static RemovedItems Of(VendorObject order, ShopifyMoney money) =>
        new(
            order
                .Objects("refunds")
                .Where(refund => RefundPayments.Of(refund).Moved == 0m)
                .SelectMany(refund => refund.Objects("refund_line_items"))
                .Select(item =>
                    (item.RequiredNumber("line_item_id"), Quantity(item), money.Required(item, "subtotal_set"), money.Of(item, "total_tax_set"))
                )
        );

    /// <summary>What is left of a line.</summary>
    public (decimal Quantity, ChargedLine Charged) Rest(VendorObject line, ShopifyMoney money)
    {
        decimal quantity = Quantity(line);
        var whole = ChargedLine.Of(line, quantity, money);
        var removed = byLine[line.RequiredNumber("id")].ToList();
        if (removed.Count == 0)
            return (quantity, whole);
        decimal gone = removed.Sum(item => item.Quantity);
        var price = gone * money.Required(line, "price_set");
        var taken = TaxLines.Shared(removed.Sum(item => item.Tax), whole.Taxes, money);
        return (
            quantity - gone,
            new ChargedLine(
                whole.Price - price,
                whole.Discount - (price - removed.Sum(item => item.Subtotal)),
                TaxLines.Summed([.. whole.Taxes, .. taken.Select(tax => tax with { Amount = -tax.Amount })])
            )
        );
    }

    public static long Quantity(VendorObject line) =>
        line.RequiredNumber("quantity") is >= 0 and <= 1_000_000_000 and var quantity
            ? quantity
            : throw VendorObject.Unexpected("quantity", "a count of items");
}
