using System.Text.RegularExpressions;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files.Csv;

namespace AccountingSync.Ingestion.Files.Shopify;

/// <summary>The parts of an exported order without tax, which add up to its total to the cent.</summary>
sealed partial record OrderSplit(IReadOnlyList<TransactionItem> Items, IReadOnlyList<TransactionTax> Taxes, decimal Discount, decimal Shipping)
{
    const int MaxTaxes = 5;

    [GeneratedRegex(@"\A(?<title>.*\S)\s+[0-9.]+%\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex TitleAndRate { get; }

    public static OrderSplit Of(IReadOnlyList<CsvRow> rows, decimal total, Currency currency)
    {
        var order = rows[0];
        var (subtotal, shipping) = (order.RequiredAmount("Subtotal"), order.AmountOrZero("Shipping"));
        var (tax, discount) = (order.AmountOrZero("Taxes"), order.AmountOrZero("Discount Amount"));
        var lines = rows.Where(row => row.Text("Lineitem price") is not null).Select(row => (Row: row, Price: Price(row))).ToList();
        SecondHand.MustBe(subtotal, lines.Sum(line => line.Price) - discount, "Subtotal", "subtotal", "what the lines come to, less the discount,");
        var taxesIncluded = total == subtotal + shipping && tax != 0m;
        if (!taxesIncluded)
            SecondHand.MustBe(
                total,
                subtotal + shipping + tax,
                "Total",
                "total",
                "subtotal with shipping and taxes (or without, where prices hold them)"
            );
        var (nets, less, carriage) = taxesIncluded
            ? WithoutTax([.. lines.Select(line => line.Price)], discount, shipping, tax, currency)
            : ([.. lines.Select(line => line.Price)], discount, shipping);
        return new OrderSplit([.. lines.Zip(nets, (line, net) => Item(line.Row, net))], Named(order, tax), less, carriage);
    }

    /// <summary>Discount and tax are shared in proportion: the discount among the lines, the tax among what is left of them and the shipping.</summary>
    static (IReadOnlyList<decimal> Nets, decimal Discount, decimal Shipping) WithoutTax(
        IReadOnlyList<decimal> prices,
        decimal discount,
        decimal shipping,
        decimal tax,
        Currency currency
    )
    {
        if (prices.Sum() <= 0m || prices.Any(price => price < 0m) || tax < 0m || !currency.Fits(tax) || !currency.Fits(discount))
            throw new RowProblemException("Taxes", "taxes", "Prices hold taxes, and there is nothing that they could be the taxes of.");
        var discounts = Allocation.ByLargestRemainder(discount, prices, currency);
        var left = prices.Zip(discounts, (price, less) => price - less).ToList();
        if (left.Sum() + shipping <= 0m)
            throw new RowProblemException("Taxes", "taxes", "Prices hold taxes, and there is nothing that they could be the taxes of.");
        var taxes = Allocation.ByLargestRemainder(tax, [.. left, shipping], currency);
        // A discount on prices with tax takes off as much tax as the rest holds.
        var charged = left.Sum() + shipping;
        var without = decimal.Round(discount * ((charged - tax) / charged), currency.Scale, MidpointRounding.AwayFromZero);
        var lessByLine = Allocation.ByLargestRemainder(without, prices, currency);
        return ([.. left.Select((price, line) => price - taxes[line] + lessByLine[line])], without, shipping - taxes[^1]);
    }

    static TransactionItem Item(CsvRow row, decimal net) =>
        new(row.Text("Lineitem sku") ?? row.Text("Lineitem name") ?? "unnamed", "product", null, Quantity(row), net);

    static decimal Price(CsvRow row) => Quantity(row) * row.RequiredAmount("Lineitem price");

    static decimal Quantity(CsvRow row) =>
        row.RequiredAmount("Lineitem quantity") is >= 0m and <= 1_000_000_000m and var quantity
            ? quantity
            : throw new RowProblemException("Lineitem quantity", "quantity", "The cell is no count of items.");

    /// <summary>By title and rate where the file names them ("VAT 20%"), as the events do.</summary>
    static IReadOnlyList<TransactionTax> Named(CsvRow order, decimal tax)
    {
        if (tax == 0m)
            return [];
        var named = Enumerable
            .Range(1, MaxTaxes)
            .Select(number => (Name: order.Text($"Tax {number} Name"), Amount: order.Amount($"Tax {number} Value") ?? 0m))
            .Where(each => each.Name is not null && each.Amount != 0m)
            .Select(each => new TransactionTax(
                TitleAndRate.Match(each.Name!) is { Success: true } match ? match.Groups["title"].Value : each.Name!,
                each.Name!,
                each.Amount
            ))
            .ToList();
        return named.Sum(each => each.Amount) == tax ? named : [new TransactionTax("Tax", "Tax", tax)];
    }
}
