using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace AccountingSync.Accounting;

/// <summary>An ISO 4217 currency in use, and how many decimals its smallest unit has (JPY 0, USD 2, KWD 3, CLF 4).</summary>
public sealed record Currency(string Code, int Scale)
{
    /// <summary>True when <paramref name="amount"/> has no digit beyond the smallest unit: 1.50 JPY does not fit.</summary>
    public bool Fits(decimal amount) => amount.Scale <= Scale || decimal.Round(amount, Scale) == amount;

    /// <summary>The amount with exactly the currency's decimals: 5 USD is 5.00.</summary>
    public string Format(decimal amount) => amount.ToString("F" + Scale, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>10 to the power of the scale: minor units in one major unit.</summary>
    public decimal MinorUnits =>
        Scale switch
        {
            0 => 1m,
            1 => 10m,
            2 => 100m,
            3 => 1000m,
            _ => 10000m,
        };
}

/// <summary>Every currency of ISO 4217 that is in use (list of 2024; public domain, datasets/currency-codes).</summary>
public static class Currencies
{
    static readonly FrozenDictionary<string, Currency> ByCode = new[]
    {
        (
            0,
            """
            BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
            """
        ),
        (
            2,
            """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
            CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
            GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
            LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
            NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
            SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
            XAD XCD XCG YER ZAR ZMW ZWG
            """
        ),
        (
            3,
            """
            BHD IQD JOD KWD LYD OMR TND
            """
        ),
        (
            4,
            """
            CLF UYW
            """
        ),
    }.SelectMany(row => row.Item2.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(code => new Currency(code, row.Item1))).ToFrozenDictionary(currency => currency.Code, StringComparer.Ordinal);

    public static IReadOnlyCollection<Currency> All => ByCode.Values;

    public static bool TryFind(string code, [NotNullWhen(true)] out Currency? currency) => ByCode.TryGetValue(code, out currency);

    /// <exception cref="ArgumentException">The code is not in use.</exception>
    public static Currency Find(string code) =>
        TryFind(code, out var currency) ? currency : throw new ArgumentException($"'{code}' is no ISO 4217 currency in use.", nameof(code));
}
