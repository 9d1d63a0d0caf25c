using System.Collections.Frozen;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Stripe's amounts: whole numbers of its own minor unit, which is not always that of ISO 4217.</summary>
static class StripeMoney
{
    static readonly FrozenSet<string> WithoutDecimals = new[]
    {
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    }.ToFrozenSet();

    static readonly FrozenSet<string> WithThreeDecimals = new[] { "BHD", "JOD", "KWD", "OMR", "TND" }.ToFrozenSet();

    /// <summary>Without a minor unit in ISO 4217, yet sent in hundredths that are always 00: 500 is 5 ISK. Stripe lists
    /// UGX among the currencies without decimals as well, but its interface takes and gives hundredths.</summary>
    static readonly FrozenSet<string> InHundredthsAllTheSame = new[] { "ISK", "UGX" }.ToFrozenSet();

    /// <returns>ISO code and amount in major units. An amount with a fraction that the currency does not have (550 for
    /// ISK) is returned as it is and refused by the rules for transactions, not rounded.</returns>
    public static (string Currency, decimal Amount) ToMajor(long minor, string stripeCurrency)
    {
        var code = stripeCurrency.ToUpperInvariant();
        return (code, minor / Unit(code));
    }

    static decimal Unit(string code)
    {
        if (WithoutDecimals.Contains(code))
            return 1m;
        if (WithThreeDecimals.Contains(code))
            return 1000m;
        // For a currency that Stripe does not offer today, hundredths would be a guess where ISO says otherwise.
        if (!InHundredthsAllTheSame.Contains(code) && Currencies.TryFind(code, out var currency) && currency.Scale != 2)
            throw new VendorShapeException($"Stripe documents no minor unit for {code}.");
        return 100m;
    }
}
