using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>What PayPal and the platform keep of a payment, or give back with a refund, each as a fee of its own beside it; version 2 calls the
/// parts seller_receivable_breakdown and seller_payable_breakdown. Both documents give gross - fees = net (of a refund: what leaves the
/// seller's balance), so the fee of a refund is one that comes back, and less than zero here.
/// (developer.paypal.com/docs/api/payments/v2)</summary>
/// <param name="owner">The id of the payment or refund.</param>
/// <param name="sign">1 for a payment, -1 for a refund.</param>
sealed class Breakdown(string source, string owner, DateTimeOffset at, int sign)
{
    /// <summary>What the whole and its fees came to in the balance.</summary>
    public static Settlement SettledAs(VendorObject? version2, VendorObject resource, PayPalMoney whole, string version1Fee)
    {
        if (version2 is { } parts)
            return Settlement.Of(parts, whole, parts.PartOf(whole, "paypal_fee"), Platform(parts, whole));
        // Version 1 tells no currency of the balance for what a partner takes.
        return resource.Money(version1Fee) is { } fee && fee.Currency != whole.Currency
            ? default
            : Settlement.Of(resource, whole, resource.Money(version1Fee)?.Amount ?? 0m, resource.Money("refund_from_partner_fee")?.Amount ?? 0m);
    }

    static decimal Platform(VendorObject parts, PayPalMoney whole) => parts.Objects("platform_fees").Sum(one => one.PartOf(whole, "amount"));

    public IEnumerable<SourceTransaction> Version2(VendorObject parts, PayPalMoney whole, Settlement settled)
    {
        var gross = parts.RequiredMoney("gross_amount");
        if (gross != whole)
            throw new VendorShapeException("'gross_amount' is not the amount.");
        var fee = parts.PartOf(whole, "paypal_fee");
        var platform = Platform(parts, whole);
        if (parts.Money("net_amount") is { } net && net != whole with { Amount = whole.Amount - fee - platform })
            throw new VendorShapeException("'net_amount' is not 'gross_amount' less the fees.");
        // It is there only when the fee is charged in the currency of the balance.
        var charged = parts.Money("paypal_fee_in_receivable_currency") ?? whole with { Amount = fee };
        return Fees(settled, charged, whole with { Amount = platform });
    }

    /// <param name="fee">transaction_fee of a sale or capture, refund_from_transaction_fee of a refund.</param>
    public IEnumerable<SourceTransaction> Version1(Settlement settled, PayPalMoney? fee, PayPalMoney? partner = null) =>
        Fees(settled, fee ?? default, partner ?? default);

    /// <summary>What came to the balance or left it, after fees, when its currency is another one, and at which rate.</summary>
    public static void PutSettlement(Dictionary<string, string> attributes, VendorObject parts)
    {
        if (Settlement.Received(parts) is not { } settled)
            return;
        attributes.Put("settled_amount", settled.Exact());
        attributes.Put("settled_currency", settled.Currency);
        // Version 1 has a text, version 2 an object.
        attributes.Put("exchange_rate", parts.Expanded("exchange_rate") is { } rate ? rate.Text("value") : parts.Text("exchange_rate"));
    }

    IEnumerable<SourceTransaction> Fees(Settlement settled, PayPalMoney fee, PayPalMoney platform) =>
        [.. Fee(":fee", fee, "paypal_fee", settled.Fee), .. Fee(":fee:platform", platform, "platform_fee", settled.Platform)];

    IEnumerable<SourceTransaction> Fee(string suffix, PayPalMoney money, string type, Equivalent? settled)
    {
        if (money.Amount != 0m)
            yield return new SourceTransaction
            {
                Source = source,
                Id = owner + suffix,
                Kind = TransactionKind.Fee,
                OccurredAt = at,
                Currency = money.Currency,
                Gross = sign * money.Amount,
                RelatedTo = owner,
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = type },
                Settled = settled,
            };
    }
}
