namespace AccountingSync.Accounting.Matching;

/// <summary>Days of one account that a bank's statement covers.</summary>
/// <param name="Account">Tells accounts apart.</param>
public sealed record StatementPeriod(string Account, DateOnly From, DateOnly Until, decimal? Opening, decimal? Closing);

/// <summary>Which days the statements of accounts cover without a gap. Pure.</summary>
public sealed class StatementDays
{
    readonly List<(string Account, DateOnly From, DateOnly Until)> covered = [];

    public StatementDays(IEnumerable<StatementPeriod> periods)
    {
        foreach (var account in periods.GroupBy(period => period.Account, StringComparer.Ordinal))
            Add([.. account.OrderBy(period => period.From).ThenBy(period => period.Until)]);
    }

    /// <summary>That the statements of one of these accounts cover all of these days.</summary>
    public bool Cover(DateOnly from, DateOnly until, IReadOnlySet<string> accounts) =>
        covered.Exists(days => days.From <= from && days.Until >= until && accounts.Contains(days.Account));

    /// <summary>Two follow each other when what the one ended with is what the other begins with (days between are a weekend, over which nothing was booked),
    /// or when no day lies between and nothing is said of balances.</summary>
    void Add(IReadOnlyList<StatementPeriod> periods)
    {
        var (account, from, until, closing) = (periods[0].Account, periods[0].From, periods[0].Until, periods[0].Closing);
        foreach (var period in periods.Skip(1))
        {
            var isNext = period.From == until.AddDays(1) && (closing is null || period.Opening is null);
            if (period.From > until && !isNext && (closing is null || closing != period.Opening))
            {
                covered.Add((account, from, until));
                from = period.From;
            }
            if (period.Until >= until)
                (until, closing) = (period.Until, period.Closing);
        }
        covered.Add((account, from, until));
    }
}
