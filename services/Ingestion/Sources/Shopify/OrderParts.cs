using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>The parts of an order in the words of the canonical form, without tax, each to the cent as Shopify reckoned it.</summary>
sealed record OrderParts
{
    public required IReadOnlyList<TransactionItem> Items { get; init; }
    public required IReadOnlyList<TransactionTax> Taxes { get; init; }
    public required decimal Tip { get; init; }
    public required decimal Shipping { get; init; }
    public required decimal Discount { get; init; }

    public decimal Tax => Taxes.Sum(tax => tax.Amount);
    public decimal Sum => Items.Sum(item => item.Net) + Tax + Tip + Shipping - Discount;

    public static OrderParts Of(VendorObject order, ShopifyMoney money, RemovedItems removed)
    {
        var taxesIncluded = TaxesIncluded(order);
        var items = new List<TransactionItem>();
        var taxes = new List<TransactionTax>();
        decimal tips = 0m,
            shipping = 0m,
            discounts = 0m;
        decimal Net(ChargedLine charged)
        {
            var (net, discount) = charged.WithoutTax(taxesIncluded, money.Currency);
            taxes.AddRange(charged.Taxes);
            discounts += discount;
            return net;
        }

        foreach (var line in order.Objects("line_items"))
        {
            var (quantity, charged) = removed.Rest(line, money);
            var net = Net(charged);
            if (LineItems.IsTip(line))
                tips += net;
            else if (quantity != 0m || net != 0m)
                items.Add(new TransactionItem(LineItems.Sku(line, line.RequiredNumber("id")), LineItems.Kind(line), null, quantity, net));
        }
        foreach (var line in order.Objects("shipping_lines").Where(line => line.Flag("is_removed") != true))
            shipping += Net(ChargedLine.Of(line, 1m, money));
        items.AddRange(
            LineItems.Charges(
                order.Flag("duties_included") == true ? 0m : money.Of(order, "original_total_duties_set"),
                money.Of(order, "original_total_additional_fees_set")
            )
        );
        return new OrderParts
        {
            Items = items,
            Taxes = TaxLines.Summed(Named(order, money, taxes, taxesIncluded)),
            // Where no line is a tip, the total says whether there was one.
            Tip = tips != 0m ? tips : ShopifyMoney.BoundedOrZero(order, "total_tip_received"),
            Shipping = shipping,
            Discount = discounts,
        };
    }

    public static bool TaxesIncluded(VendorObject order) => order.Flag("taxes_included") ?? throw VendorObject.Missing("taxes_included");

    /// <summary>An order that another system wrote may name its taxes as a whole and not by line. Where prices include them that is not enough.</summary>
    static IReadOnlyList<TransactionTax> Named(VendorObject order, ShopifyMoney money, List<TransactionTax> byLine, bool taxesIncluded) =>
        taxesIncluded || byLine.Exists(tax => tax.Amount != 0m) ? byLine : TaxLines.Of(order, money);
}
