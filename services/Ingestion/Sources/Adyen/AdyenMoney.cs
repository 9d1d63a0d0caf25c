using System.Collections.Frozen;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>Adyen's amounts: whole numbers of its own minor unit, which is not always that of ISO 4217, here in major units.
/// (docs.adyen.com/development-resources/currency-codes)</summary>
/// <param name="Currency">ISO 4217 code.</param>
readonly record struct AdyenMoney(string Currency, decimal Amount)
{
    static readonly FrozenSet<string> WithoutDecimals = new[]
    {
        "CVE", // ISO 4217 has two.
        "DJF",
        "GNF",
        "IDR", // ISO 4217 has two.
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    }.ToFrozenSet();

    static readonly FrozenSet<string> WithThreeDecimals = new[] { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND" }.ToFrozenSet();

    /// <summary>Without a minor unit in ISO 4217, and sent in hundredths: 500 is 5 ISK. An amount with a fraction that the currency does not
    /// have (550) is read as it is and refused by the rules for transactions, not rounded.</summary>
    static readonly FrozenSet<string> InHundredthsAllTheSame = new[] { "CLP", "ISK" }.ToFrozenSet();

    public static AdyenMoney Of(VendorObject amount)
    {
        var currency = amount.RequiredText("currency");
        return new AdyenMoney(currency, amount.RequiredNumber("value") / Unit(currency));
    }

    static decimal Unit(string code)
    {
        if (WithoutDecimals.Contains(code))
            return 1m;
        if (WithThreeDecimals.Contains(code))
            return 1000m;
        // For what Adyen does not list, hundredths would be a guess where ISO says otherwise.
        if (!InHundredthsAllTheSame.Contains(code) && Currencies.TryFind(code, out var currency) && currency.Scale != 2)
            throw new VendorShapeException($"Adyen documents no minor unit for {code}.");
        return 100m; // What is no currency at all is refused by the rules for transactions.
    }
}
