namespace AccountingSync.Reconciliation.Bank;

/// <summary>Which accounts of banks are known to be paid by whom: that nothing came can be said only of an account that something comes to.</summary>
sealed class PaidAccounts
{
    readonly Dictionary<(string By, bool IsSource), HashSet<string>> accounts = [];

    /// <param name="by">A gateway by the name that banks give it, or a source.</param>
    public void Add(string account, string by, bool isSource)
    {
        if (!accounts.TryGetValue((by, isSource), out var known))
            accounts[(by, isSource)] = known = new HashSet<string>(StringComparer.Ordinal);
        known.Add(account);
    }

    public IReadOnlySet<string> By(StoredLine payout) =>
        payout
            .Gateways.Select(name => (name, false))
            .Append((payout.Source, true))
            .SelectMany(by => accounts.GetValueOrDefault(by) ?? [])
            .ToHashSet(StringComparer.Ordinal);
}
