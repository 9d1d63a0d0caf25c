using System.Globalization;
using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Compose;

/// <summary>Why a source's account does not come from its opening to its closing balance, in words.</summary>
static class AccountText
{
    const int MostNamed = 5;

    public static IEnumerable<(string Side, string Says)> Of(AccountSays account)
    {
        var days = account.From == account.Until ? Day(account.From) : $"{Day(account.From)} to {Day(account.Until)}";
        var balances = account is { Opening: { } opening, Closing: { } closing }
            ? $", from {AmountText.InWords(opening, account.Currency)} to {AmountText.InWords(closing, account.Currency)}"
            : string.Empty;
        yield return (
            "Account",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{account.Account} of {days}{balances}, {account.Known} of {account.Movements} movements received"
            )
        );
        if (account.Difference is { } difference and not 0m)
            yield return ("Not explained", AmountText.InWords(difference, account.Currency));
        if (account.MissingCount > 0)
            yield return ("Never received", Named(account.Missing, account.MissingCount, account.Currency));
        if (account.DifferingCount > 0)
            yield return ("Other amount", Named(account.Differing, account.DifferingCount, account.Currency));
        if (account.UnheardCount > 0)
            yield return ("Moved no account", More(account.Unheard.Take(MostNamed).ToList(), account.UnheardCount));
        if (account.Before is { } before)
            yield return ("The period before ended with", AmountText.InWords(before, account.Currency));
    }

    static string Named(IReadOnlyList<MovementSays> movements, int count, string currency) =>
        More([.. movements.Take(MostNamed).Select(movement => Named(movement, currency))], count);

    static string Named(MovementSays movement, string currency)
    {
        var own = movement.Own is { } amount ? $", received {AmountText.InWords(amount, currency)}" : string.Empty;
        return $"{movement.Id} {AmountText.InWords(movement.Amount, currency)}{own}";
    }

    static string More(IReadOnlyList<string> shown, int count) =>
        count > shown.Count ? $"{string.Join(", ", shown)} and {count - shown.Count} more" : string.Join(", ", shown);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
