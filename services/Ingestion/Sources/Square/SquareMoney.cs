using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>Square's money: a whole number of the currency's base unit, here in major units.
/// (developer.squareup.com/docs/build-basics/working-with-monetary-amounts)</summary>
/// <param name="Currency">ISO 4217 code.</param>
readonly record struct SquareMoney(string Currency, decimal Amount)
{
    /// <summary>Payouts call the currency currency_code, everything else currency.</summary>
    public static SquareMoney Of(VendorObject money)
    {
        var currency = money.Text("currency_code") ?? money.RequiredText("currency");
        return new SquareMoney(currency, money.RequiredNumber("amount") / Unit(currency));
    }

    /// <summary>Square documents cents and pence for USD, CAD, AUD, GBP and EUR and whole yen for JPY, which is ISO 4217; it works in no other
    /// currency. One that ISO 4217 divides into hundredths is read so; for all others (ISK, KWD) each number would be a guess.</summary>
    static decimal Unit(string currency)
    {
        if (currency == "JPY")
            return 1m;
        if (Currencies.TryFind(currency, out var known) && known.Scale != 2)
            throw new VendorShapeException($"Square documents no base unit for {currency}.");
        return 100m; // What is no currency at all is refused by the rules for transactions.
    }
}

static class SquareMoneyReading
{
    /// <returns>Null when the member is absent or null.</returns>
    public static SquareMoney? Money(this VendorObject owner, string name) => owner.Child(name) is { } money ? SquareMoney.Of(money) : null;

    public static SquareMoney RequiredMoney(this VendorObject owner, string name) => owner.Money(name) ?? throw VendorObject.Missing(name);

    /// <summary>The amount of money that belongs to another one and must have its currency; 0 when the member is absent.</summary>
    public static decimal PartOf(this VendorObject owner, SquareMoney whole, string name) =>
        owner.Money(name) is not { } part ? 0m
        : part.Currency == whole.Currency ? part.Amount
        : throw new VendorShapeException($"'{name}' is in {part.Currency}, and what it is part of in {whole.Currency}.");
}
