using System.Collections.Frozen;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <param name="Number">The account number, where the company uses them.</param>
/// <param name="FullName">For a sub-account the names of its parents and its own, joined by colons.</param>
sealed record QuickBooksAccount(string Id, string Name, string FullName, string? Number);

/// <summary>Which QuickBooks account is which of ours. In this order: by the configured Id, by the configured account
/// number, by name. QuickBooks allows no colon in a name, so <c>Assets:Cash</c> is there a sub-account <c>Cash</c> of
/// <c>Assets</c> or a top account <c>Assets.Cash</c>; a name of ours that has a dot itself must be configured.</summary>
sealed class QuickBooksAccounts
{
    readonly FrozenDictionary<string, string> ids;
    readonly FrozenDictionary<string, string> numbers;
    readonly FrozenDictionary<string, string> namesById;
    readonly FrozenDictionary<string, string> namesByNumber;
    readonly FrozenDictionary<string, QuickBooksAccount> chart;
    readonly ILookup<string, QuickBooksAccount> byNumber;
    readonly ILookup<string, QuickBooksAccount> byName;

    /// <exception cref="ArgumentException">Two of our accounts are configured to be the same one in QuickBooks.</exception>
    public QuickBooksAccounts(QuickBooksOptions options, IReadOnlyCollection<QuickBooksAccount> chart)
    {
        ids = options.AccountIds.ToFrozenDictionary(StringComparer.Ordinal);
        numbers = options.AccountNumbers.ToFrozenDictionary(StringComparer.Ordinal);
        namesById = Reversed(options.AccountIds, "the Id");
        namesByNumber = Reversed(options.AccountNumbers, "the number");
        this.chart = chart.ToFrozenDictionary(account => account.Id, StringComparer.Ordinal);
        byNumber = chart.Where(account => account.Number is not null).ToLookup(account => account.Number!, StringComparer.Ordinal);
        byName = chart.ToLookup(OurName, StringComparer.Ordinal);
    }

    public int Count => chart.Count;

    /// <summary>QuickBooks' Id for one of our accounts; null with the reason when there is none, or more than one.</summary>
    public string? IdOf(string account, out string? reason)
    {
        reason = null;
        if (ids.TryGetValue(account, out var id))
            return id;
        List<QuickBooksAccount> found =
            numbers.TryGetValue(account, out var number) ? [.. byNumber[number]]
            : account.Contains('.', StringComparison.Ordinal) ? []
            : [.. byName[account]];
        if (found.Count == 1)
            return found[0].Id;
        reason =
            found.Count == 0
                ? $"The account '{account}' is not in the QuickBooks chart: add it or map it."
                : $"The account '{account}' is {found.Count} accounts in the QuickBooks chart ({string.Join(", ", found.Select(one => one.Id))}): map it.";
        return null;
    }

    /// <summary>Our name for a QuickBooks account.</summary>
    /// <param name="sent">What QuickBooks called it where it named it, for an account that the chart no longer has.</param>
    public string NameOf(string id, string? sent)
    {
        if (namesById.TryGetValue(id, out var name))
            return name;
        if (!chart.TryGetValue(id, out var account))
            return sent?.Replace('.', ':') ?? $"QuickBooks account {id}";
        return account.Number is { } number && namesByNumber.TryGetValue(number, out name) ? name : OurName(account);
    }

    public bool Knows(string id) => namesById.ContainsKey(id) || chart.ContainsKey(id);

    static string OurName(QuickBooksAccount account) => account.FullName == account.Name ? account.Name.Replace('.', ':') : account.FullName;

    static FrozenDictionary<string, string> Reversed(IReadOnlyDictionary<string, string> map, string what)
    {
        var twice = map.GroupBy(pair => pair.Value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? map.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal)
            : throw new ArgumentException(
                $"The accounts {string.Join(" and ", twice.Select(pair => $"'{pair.Key}'"))} are both mapped to {what} {twice.Key} in QuickBooks: "
                    + "what is read back from there could not be told apart.",
                nameof(map)
            );
    }
}
