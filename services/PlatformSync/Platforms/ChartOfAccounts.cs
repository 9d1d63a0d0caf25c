using System.Collections.Frozen;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>An account of a platform's chart.</summary>
/// <param name="OurName">What we call it when nothing is configured, made of its name there.</param>
/// <param name="Number">The account number or code, where it has one.</param>
sealed record ChartAccount(string Id, string OurName, string? Number)
{
    /// <summary>False when it may only be met in what is there already.</summary>
    public bool IsActive { get; init; } = true;
}

/// <summary>Which account of a platform is which of ours. In this order: by the configured id, by the configured account
/// number, by name. A dot there may stand for a colon; a name of ours that has a dot itself must be configured.</summary>
sealed class ChartOfAccounts
{
    readonly string platform;
    readonly FrozenDictionary<string, string> ids;
    readonly FrozenDictionary<string, string> numbers;
    readonly FrozenDictionary<string, string> namesById;
    readonly FrozenDictionary<string, string> namesByNumber;
    readonly FrozenDictionary<string, ChartAccount> chart;
    readonly ILookup<string, ChartAccount> byNumber;
    readonly ILookup<string, ChartAccount> byName;

    /// <param name="platform">Its name, for people.</param>
    /// <param name="ids">Our account name to the platform's id.</param>
    /// <param name="numbers">Our account name to the account number there.</param>
    /// <exception cref="ArgumentException">Two of our accounts are configured to be the same one there.</exception>
    public ChartOfAccounts(
        string platform,
        IReadOnlyDictionary<string, string> ids,
        IReadOnlyDictionary<string, string> numbers,
        IReadOnlyCollection<ChartAccount> chart
    )
    {
        this.platform = platform;
        this.ids = ids.ToFrozenDictionary(StringComparer.Ordinal);
        this.numbers = numbers.ToFrozenDictionary(StringComparer.Ordinal);
        namesById = Reversed(ids, "the Id", platform);
        namesByNumber = Reversed(numbers, "the number", platform);
        this.chart = chart.ToFrozenDictionary(account => account.Id, StringComparer.Ordinal);
        var active = chart.Where(account => account.IsActive).ToList();
        byNumber = active.Where(account => account.Number is not null).ToLookup(account => account.Number!, StringComparer.Ordinal);
        byName = active.ToLookup(account => account.OurName, StringComparer.Ordinal);
    }

    public int Count => chart.Count;

    /// <summary>The platform's id for one of our accounts; null with the reason when there is none, or more than one.</summary>
    public string? IdOf(string account, out string? reason)
    {
        reason = null;
        if (ids.TryGetValue(account, out var id))
            return id;
        List<ChartAccount> found =
            numbers.TryGetValue(account, out var number) ? [.. byNumber[number]]
            : account.Contains('.', StringComparison.Ordinal) ? []
            : [.. byName[account]];
        if (found.Count == 1)
            return found[0].Id;
        reason =
            found.Count == 0
                ? $"The account '{account}' is not in the {platform} chart: add it or map it."
                : $"The account '{account}' is {found.Count} accounts in the {platform} chart ({string.Join(", ", found.Select(one => one.Id))}): map it.";
        return null;
    }

    /// <summary>Our name for an account there.</summary>
    /// <param name="sent">What the platform called it where it named it, for an account that the chart no longer has.</param>
    public string NameOf(string id, string? sent)
    {
        if (namesById.TryGetValue(id, out var name))
            return name;
        if (!chart.TryGetValue(id, out var account))
            return sent?.Replace('.', ':') ?? $"{platform} account {id}";
        return account.Number is { } number && namesByNumber.TryGetValue(number, out name) ? name : account.OurName;
    }

    /// <summary>The entry with each account by the name that is read back: two names of ours may stand for one account.</summary>
    public EntryToWrite AsReadBack(EntryToWrite entry) =>
        entry with
        {
            Entry = entry.Entry with { Lines = [.. entry.Entry.Lines.Select(line => line with { Account = NameReadBack(line.Account) })] },
        };

    string NameReadBack(string account) => IdOf(account, out _) is { } id ? NameOf(id, account) : account;

    public bool Knows(string id) => namesById.ContainsKey(id) || chart.ContainsKey(id);

    static FrozenDictionary<string, string> Reversed(IReadOnlyDictionary<string, string> map, string what, string platform)
    {
        var twice = map.GroupBy(pair => pair.Value, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? map.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal)
            : throw new ArgumentException(
                $"The accounts {string.Join(" and ", twice.Select(pair => $"'{pair.Key}'"))} are both mapped to {what} {twice.Key} in {platform}: "
                    + "what is read back from there could not be told apart.",
                nameof(map)
            );
    }
}
