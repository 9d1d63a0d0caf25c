using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>What a line of an order is, told in the same words by the order and by its refunds.</summary>
static class LineItems
{
    public const string Duties = "duties";
    public const string Fees = "additional-fees";

    /// <summary>The shop's own article number. Where it has none: the variant's id, and for what is in no catalogue the line's.</summary>
    public static string Sku(VendorObject? line, long lineId) =>
        line?.Text("sku") is { Length: > 0 } sku && !string.IsNullOrWhiteSpace(sku) ? sku
        : line?.Number("variant_id") is { } variant ? ShopifyId.Of("variant", variant)
        : ShopifyId.Of("line", lineId);

    /// <summary>product or gift_card. Limit: an order does not name a product's type, so no item has a category.</summary>
    public static string Kind(VendorObject? line) => line?.Flag("gift_card") == true ? "gift_card" : "product";

    /// <summary>Only tips have these members, which may be null. (shopify.dev/docs/api/admin-rest/latest/resources/order, line_items)</summary>
    public static bool IsTip(VendorObject? line) => line?.Has("tip_payment_gateway") == true || line?.Has("tip_payment_method") == true;

    /// <summary>What customs and others take, which Shopify adds to the order and to no line.</summary>
    public static IEnumerable<TransactionItem> Charges(decimal duties, decimal fees)
    {
        if (duties != 0m)
            yield return new TransactionItem(Duties, "duty", null, 1m, duties);
        if (fees != 0m)
            yield return new TransactionItem(Fees, "fee", null, 1m, fees);
    }
}

/// <summary>A line, or a way of shipping, as it was charged.</summary>
/// <param name="Price">Before discounts, as the customer saw it: with the tax where prices include it.</param>
/// <param name="Discount">What discounts took of it, as the customer saw it.</param>
sealed record ChargedLine(decimal Price, decimal Discount, IReadOnlyList<TransactionTax> Taxes)
{
    public static ChargedLine Of(VendorObject line, decimal quantity, ShopifyMoney money) =>
        new(
            quantity * money.Required(line, "price_set"),
            line.Objects("discount_allocations").Sum(part => money.Required(part, "amount_set")),
            TaxLines.Of(line, money)
        );

    /// <summary>Price and discount without tax. Where prices include it, the tax was reckoned of what was charged, so the discount holds as much of
    /// it as the rest does; a cent of rounding is in both and cancels out.</summary>
    public (decimal Net, decimal Discount) WithoutTax(bool taxesIncluded, Currency currency)
    {
        var tax = Taxes.Sum(each => each.Amount);
        if (!taxesIncluded || tax == 0m)
            return (Price, Discount);
        var charged = Price - Discount;
        var discount =
            charged == 0m ? Discount : decimal.Round(Discount * ((charged - tax) / charged), currency.Scale, MidpointRounding.AwayFromZero);
        return (charged - tax + discount, discount);
    }
}
