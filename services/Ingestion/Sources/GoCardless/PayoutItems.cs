using System.Globalization;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>What a payout consists of, added up. Amounts are in major units, exact to a tenth of a penny; positive is credited to us.</summary>
/// <param name="Moved">Payments less failures, chargebacks and refunds, all of which events of their own tell.</param>
/// <param name="FeesByType">What was deducted, by GoCardless' word for it.</param>
/// <param name="Tax">How much of the fees is tax.</param>
/// <param name="Unknown">The type of an item that is none of these; null when there is none.</param>
sealed record PayoutItems(decimal Moved, IReadOnlyDictionary<string, decimal> FeesByType, decimal Tax, string? Unknown)
{
    public decimal Fees => FeesByType.Values.Sum();

    public static PayoutItems Of(VendorObject fetched)
    {
        var moved = 0m;
        var tax = 0m;
        string? unknown = null;
        var fees = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var item in fetched.Objects("payout_items"))
        {
            var amount = Amount(item);
            switch (item.RequiredText("type"))
            {
                case "payment_paid_out" or "payment_failed" or "payment_charged_back" or "payment_refunded" or "refund" or "refund_funds_returned":
                    moved += amount;
                    break;
                case ("gocardless_fee" or "app_fee" or "surcharge_fee") and var fee:
                    fees[fee] = fees.GetValueOrDefault(fee) - amount;
                    tax += item.Objects("taxes").Sum(one => Amount(one));
                    break;
                case var other:
                    unknown ??= other;
                    break;
            }
        }
        return new PayoutItems(moved, fees, tax, unknown);
    }

    /// <summary>Tax is no tax line: it is only known in fractions that were never rounded, and GoCardless names no jurisdiction but its own
    /// id of a rate.</summary>
    public IReadOnlyDictionary<string, string> FeeAttributes()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["fee_type"] =
                FeesByType.Count == 1 ? FeesByType.Keys.Single()
                : FeesByType.Count == 0 ? "unspecified"
                : "mixed",
        };
        if (FeesByType.Count > 1)
            foreach (var (type, amount) in FeesByType)
                attributes.Add(type, Text(amount));
        if (Tax != 0m)
            attributes.Add("tax", Text(Math.Abs(Tax)));
        return attributes;
    }

    public static string Text(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    static decimal Amount(VendorObject item) => (item.Decimal("amount") ?? throw VendorObject.Missing("amount")) / 100m;
}
