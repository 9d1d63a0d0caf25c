using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>What a payment or refund and its fees came to in a balance of another currency. PayPal tells what is left after fees (net_amount times
/// exchange_rate is receivable_amount), so a fee that was taken in the customer's currency gets its share of that, and the gross is the sum:
/// together they are exactly what the balance gained or lost. (developer.paypal.com/sdk/orders/v2/definitions/seller_receivable_breakdown)</summary>
/// <param name="Gross">Null when nothing was exchanged.</param>
/// <param name="Fee">Null as well when the fee was taken in the currency of the balance.</param>
readonly record struct Settlement(Equivalent? Gross, Equivalent? Fee, Equivalent? Platform)
{
    /// <param name="parts">With receivable_amount, or net_amount_in_receivable_currency of a refund.</param>
    /// <param name="fee">In the customer's currency, like <paramref name="platform"/>.</param>
    public static Settlement Of(VendorObject parts, PayPalMoney whole, decimal fee, decimal platform)
    {
        var net = whole.Amount - fee - platform;
        if (
            Received(parts) is not { } received
            || received.Currency == whole.Currency
            || net <= 0m
            || !Currencies.TryFind(received.Currency, out var currency)
        )
            return default;
        var charged = parts.Money("paypal_fee_in_receivable_currency");
        if (charged is { } other && other.Currency != received.Currency)
            throw VendorObject.Unexpected("paypal_fee_in_receivable_currency", $"in {received.Currency}");
        decimal ShareOf(decimal amount) => decimal.Round(received.Amount / net * amount, currency.Scale, MidpointRounding.AwayFromZero);
        Equivalent? Come(decimal amount) => amount > 0m ? new Equivalent(currency.Code, amount) : null;

        var (feeShare, platformShare) = (charged?.Amount ?? ShareOf(fee), ShareOf(platform));
        return new Settlement(Come(received.Amount + feeShare + platformShare), charged is null ? Come(feeShare) : null, Come(platformShare));
    }

    public static PayPalMoney? Received(VendorObject parts) => parts.Money("receivable_amount") ?? parts.Money("net_amount_in_receivable_currency");
}
