namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>What Stripe's balance held at the end of each day: what it holds now, less what moved it since. Pure.</summary>
static class AccountDays
{
    public const string Account = "balance";

    /// <param name="rows">All from <paramref name="since"/> on until now.</param>
    /// <param name="balance">What it holds now, in the smallest unit, by Stripe's currency.</param>
    /// <param name="until">The first day that is not told.</param>
    public static IReadOnlyList<AccountPeriod> Of(
        IReadOnlyList<AccountRow> rows,
        IReadOnlyDictionary<string, long> balance,
        DateOnly since,
        DateOnly until
    )
    {
        var periods = new List<AccountPeriod>();
        foreach (var currency in balance.Keys.Union(rows.Select(row => row.StripeCurrency)).Order(StringComparer.Ordinal))
        {
            var byDay = rows.Where(row => row.StripeCurrency == currency).ToLookup(row => row.Day);
            var closing = balance.GetValueOrDefault(currency);
            for (var day = byDay.Select(group => group.Key).Append(until).Max(); day >= since; day = day.AddDays(-1))
            {
                var opening = closing - byDay[day].Sum(row => row.Net);
                if (day < until)
                    periods.Add(Period(currency, day, opening, closing, [.. byDay[day].SelectMany(row => row.Movements)]));
                closing = opening;
            }
        }
        return periods;
    }

    static AccountPeriod Period(string stripeCurrency, DateOnly day, long opening, long closing, IReadOnlyList<AccountMovement> movements)
    {
        var (currency, before) = StripeMoney.ToMajor(opening, stripeCurrency);
        return new AccountPeriod(Account, currency, day, day, Reference: "", before, StripeMoney.ToMajor(closing, stripeCurrency).Amount, movements);
    }
}
