using AccountingSync.Console.Neighbours;

namespace AccountingSync.Console.Pages;

/// <summary>A section of the overview. Its list is null when the service that knows it did not answer, which a view's model cannot be.</summary>
public sealed record HeldView(IReadOnlyList<HeldTransaction>? Held, bool MayOperate);

/// <inheritdoc cref="HeldView"/>
/// <param name="KeyName">Who looks: nobody agrees with themselves.</param>
public sealed record PeriodsView(IReadOnlyList<ClosedPeriod>? Closed, IReadOnlyList<WaitingEntry>? Waiting, string KeyName);

/// <inheritdoc cref="HeldView"/>
public sealed record DiscrepanciesView(IReadOnlyList<Discrepancy>? Discrepancies);

/// <inheritdoc cref="HeldView"/>
public sealed record PayoutsView(IReadOnlyList<Payout>? Payouts);

/// <inheritdoc cref="HeldView"/>
public sealed record SummariesView(IReadOnlyList<DaySummary>? Summaries);

/// <inheritdoc cref="HeldView"/>
public sealed record LatestView(IReadOnlyList<PostedEntry>? Entries);

/// <inheritdoc cref="HeldView"/>
public sealed record TrialBalanceView(IReadOnlyList<AccountBalance>? Balances)
{
    /// <summary>Accounts without a balance say nothing in a trial balance.</summary>
    public IEnumerable<CurrencyBalances> ByCurrency =>
        (Balances ?? [])
            .GroupBy(balance => balance.Currency)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CurrencyBalances(group.Key, [.. group.Where(balance => balance.Balance != 0m)]));
}

public sealed record CurrencyBalances(string Currency, IReadOnlyList<AccountBalance> Balances)
{
    public decimal Debits => Balances.Sum(balance => Math.Max(balance.Balance, 0m));

    /// <summary>Zero or less.</summary>
    public decimal Credits => Balances.Sum(balance => Math.Min(balance.Balance, 0m));
    public decimal Difference => Debits + Credits;
}
