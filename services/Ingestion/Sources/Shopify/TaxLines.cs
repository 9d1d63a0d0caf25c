using System.Globalization;
using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>Shopify names a tax by its title and rate ("State Tax", 0.06) and by nothing else that a refund would carry too. So the title is the
/// jurisdiction, and title and rate are the code. A tax that the sales channel remits ("channel_liable") is kept apart: it is not the
/// shop's debt.</summary>
static class TaxLines
{
    public static IReadOnlyList<TransactionTax> Of(VendorObject owner, ShopifyMoney money) =>
        [
            .. owner
                .Objects("tax_lines")
                .Select(line =>
                {
                    var title = line.Text("title") is { Length: > 0 } given ? given : "Tax";
                    var channel = line.Flag("channel_liable") == true ? " (channel)" : "";
                    return new TransactionTax(title + channel, $"{title}{Rate(line)}{channel}", money.Of(line, "price_set"));
                }),
        ];

    /// <summary>One for each tax, in the order in which they appear; none of zero.</summary>
    public static IReadOnlyList<TransactionTax> Summed(IEnumerable<TransactionTax> taxes) =>
        [
            .. taxes
                .GroupBy(tax => (tax.Jurisdiction, tax.Code))
                .Select(same => new TransactionTax(same.Key.Jurisdiction, same.Key.Code, same.Sum(tax => tax.Amount)))
                .Where(tax => tax.Amount != 0m),
        ];

    /// <summary>Shopify says of a part of a line how much tax it holds, and not which: the line's taxes share it in proportion, to the cent.</summary>
    /// <param name="amount">What is to be shared.</param>
    public static IReadOnlyList<TransactionTax> Shared(decimal amount, IReadOnlyList<TransactionTax> among, ShopifyMoney money)
    {
        if (amount == 0m)
            return [];
        if (among.Any(tax => tax.Amount < 0m) || among.Sum(tax => tax.Amount) == 0m || !money.Currency.Fits(amount))
            throw new VendorShapeException($"A tax of {money.Text(amount)} is named for what has no such taxes.");
        var shares = Allocation.ByLargestRemainder(amount, [.. among.Select(tax => tax.Amount)], money.Currency);
        return [.. among.Zip(shares, (tax, share) => tax with { Amount = share })];
    }

    static string Rate(VendorObject line)
    {
        if (line.RawNumber("rate") is not { } rate)
            return "";
        if (!AmountText.TryParse(Encoding.ASCII.GetBytes(rate), out var share) || share is < 0m or > 10m)
            throw VendorObject.Unexpected("rate", "the share that a tax is");
        return string.Create(CultureInfo.InvariantCulture, $" {share * 100m:0.######}%");
    }
}
