using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Console.Compose;

/// <summary>Amounts as decimal strings with exactly the currency's decimals.</summary>
static class AmountText
{
    public static string Of(decimal amount, string currency) =>
        Currencies.TryFind(currency, out var known) ? known.Format(amount) : amount.ToString(CultureInfo.InvariantCulture);
}
