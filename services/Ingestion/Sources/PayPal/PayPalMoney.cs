using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>PayPal's money: a decimal text in major units, so no exponent is ever guessed; what has more decimals than ISO 4217
/// allows is refused by the rules for transactions. (developer.paypal.com/reference/currency-codes: HUF, JPY and TWD come without any)</summary>
/// <param name="Currency">ISO 4217 code.</param>
readonly record struct PayPalMoney(string Currency, decimal Amount)
{
    /// <summary>More than any ledger's amount has, and few enough that sums stay exact in a decimal.</summary>
    const int MaxDigits = 20;

    /// <summary>Version 2: currency_code and value. Version 1: currency, with value, or total where it has details.</summary>
    public static PayPalMoney Of(VendorObject money)
    {
        var text = money.Text("value") ?? money.RequiredText("total");
        var currency = money.Text("currency_code") ?? money.RequiredText("currency");
        return new PayPalMoney(currency, Parse(text) ?? throw new VendorShapeException("An amount is no plain decimal number."));
    }

    /// <summary>With exactly the currency's decimals; for attributes.</summary>
    public string Exact() =>
        Currencies.TryFind(Currency, out var currency) && currency.Fits(Amount)
            ? currency.Format(Amount)
            : throw new VendorShapeException($"An amount has more decimals than {Currency} allows, or that is no currency.");

    /// <summary>PayPal documents digits with an optional minus and point, and no digit before the point is needed.</summary>
    public static decimal? Parse(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var plain = point < 0 ? digits : digits.Remove(point, 1);
        if (plain.Length is 0 or > MaxDigits || !plain.All(char.IsAsciiDigit) || point == digits.Length - 1)
            return null;
        var amount = decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        // A decimal can be minus zero; an amount cannot.
        return amount == 0m ? 0m : amount;
    }
}

static class PayPalMoneyReading
{
    /// <returns>Null when the member is absent or null.</returns>
    public static PayPalMoney? Money(this VendorObject owner, string name) => owner.Child(name) is { } money ? PayPalMoney.Of(money) : null;

    public static PayPalMoney RequiredMoney(this VendorObject owner, string name) => owner.Money(name) ?? throw VendorObject.Missing(name);

    /// <summary>The amount of money that belongs to another one and must have its currency; 0 when the member is absent.</summary>
    public static decimal PartOf(this VendorObject owner, PayPalMoney whole, string name) =>
        owner.Money(name) is not { } part ? 0m
        : part.Currency == whole.Currency ? part.Amount
        : throw new VendorShapeException($"'{name}' is in {part.Currency}, and what it is part of in {whole.Currency}.");
}
