using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Console.Compose;

/// <summary>Amounts as decimal strings with exactly the currency's decimals.</summary>
static class AmountText
{
    public static string Of(decimal amount, string currency) =>
        Currencies.TryFind(currency, out var known) ? known.Format(amount) : amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>For sentences: 12,840.55 USD.</summary>
    public static string InWords(decimal amount, string currency)
    {
        var scale = Currencies.TryFind(currency, out var known) ? known.Scale : amount.Scale;
        return $"{amount.ToString("N" + scale.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)} {currency}";
    }
}
