namespace AccountingSync.Accounting.Matching;

/// <summary>Days of one account that a bank's statement covers.</summary>
/// <param name="Account">Tells accounts apart.</param>
public sealed record StatementPeriod(string Account, DateOnly From, DateOnly Until, decimal? Opening, decimal? Closing);

/// <summary>Which days the statements of accounts cover without a gap. Pure.</summary>
public sealed class StatementDays
{
    readonly List<(DateOnly From, DateOnly Until)> covered = [];

    public StatementDays(IEnumerable<StatementPeriod> periods)
    {
        foreach (var account in periods.GroupBy(period => period.Account, StringComparer.Ordinal))
            Add([.. account.OrderBy(period => period.From).ThenBy(period => period.Until)]);
    }

    /// <summary>That one account's statements cover all of these days.</summary>
    public bool Cover(DateOnly from, DateOnly until) => covered.Exists(days => days.From <= from && days.Until >= until);

    /// <summary>Two follow each other when no day lies between, or what the one ended with is what the other begins with: then nothing was booked in
    /// between, as over a weekend.</summary>
    void Add(IReadOnlyList<StatementPeriod> periods)
    {
        var (from, until, closing) = (periods[0].From, periods[0].Until, periods[0].Closing);
        foreach (var period in periods.Skip(1))
        {
            if (period.From > until.AddDays(1) && (closing is null || closing != period.Opening))
            {
                covered.Add((from, until));
                from = period.From;
            }
            if (period.Until >= until)
                (until, closing) = (period.Until, period.Closing);
        }
        covered.Add((from, until));
    }
}
