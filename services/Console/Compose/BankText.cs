using System.Globalization;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>What a bank's account should show and does not, or shows and nobody expects, in words.</summary>
static class BankText
{
    public static IEnumerable<(string Side, string Says)> Of(BankSays bank)
    {
        var amount = AmountText.InWords(bank.Amount, bank.Currency);
        if (bank.Account is { } account)
            yield return ("Bank", $"{amount} on {account}, {Day(bank.Day)}, names {string.Join(", ", bank.Gateways)}");
        else
            yield return ("Books", $"{amount} expected in the bank on {Day(bank.Day)}");
        yield return ("Looked for", $"from {Day(bank.From)} to {Day(bank.Until)}");
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
