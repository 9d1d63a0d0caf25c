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
    public IEnumerable<SourceTransaction> Version2(VendorObject parts, PayPalMoney whole)
    {
        var gross = parts.RequiredMoney("gross_amount");
        if (gross != whole)
            throw new VendorShapeException("'gross_amount' is not the amount.");
        var fee = parts.PartOf(whole, "paypal_fee");
        var platform = parts.Objects("platform_fees").Sum(one => one.PartOf(whole, "amount"));
        if (parts.Money("net_amount") is { } net && net != whole with { Amount = whole.Amount - fee - platform })
            throw new VendorShapeException("'net_amount' is not 'gross_amount' less the fees.");
        // It is there only when the fee is charged in the currency of the balance.
        var charged = parts.Money("paypal_fee_in_receivable_currency") ?? whole with { Amount = fee };
        return Fees((":fee", charged, "paypal_fee"), (":fee:platform", whole with { Amount = platform }, "platform_fee"));
    }

    /// <param name="fee">transaction_fee of a sale or capture, refund_from_transaction_fee of a refund.</param>
    public IEnumerable<SourceTransaction> Version1(PayPalMoney? fee, PayPalMoney? partner = null) =>
        Fees((":fee", fee ?? default, "paypal_fee"), (":fee:platform", partner ?? default, "platform_fee"));

    /// <summary>What came to the balance or left it, after fees, when its currency is another one, and at which rate.</summary>
    public static void PutSettlement(Dictionary<string, string> attributes, VendorObject parts)
    {
        if ((parts.Money("receivable_amount") ?? parts.Money("net_amount_in_receivable_currency")) is not { } settled)
            return;
        attributes.Put("settled_amount", settled.Exact());
        attributes.Put("settled_currency", settled.Currency);
        // Version 1 has a text, version 2 an object.
        attributes.Put("exchange_rate", parts.Expanded("exchange_rate") is { } rate ? rate.Text("value") : parts.Text("exchange_rate"));
    }

    IEnumerable<SourceTransaction> Fees(params (string Suffix, PayPalMoney Money, string Type)[] fees)
    {
        foreach (var (suffix, money, type) in fees.Where(fee => fee.Money.Amount != 0m))
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
            };
    }
}
