using System.Collections.Frozen;

namespace AccountingSync.Accounting.Rules;

/// <summary>An account that exists, or a family of them: a * stands for one level, as in <c>income:sales:*</c>.</summary>
public sealed record DeclaredAccount(string Account, string Type)
{
    /// <summary>For readers of the file; nothing is looked up by it. Which account of a platform's chart is meant stands at the connection.</summary>
    public string? Number { get; init; }

    /// <summary>For readers of the file, as <see cref="Number"/>.</summary>
    public string? Name { get; init; }
}

/// <summary>The accounts that a rule set may post to. An empty chart permits every account below the five roots.</summary>
public sealed class ChartOfAccounts
{
    readonly FrozenSet<string> exact;
    readonly string[][] families;

    public ChartOfAccounts(IReadOnlyList<DeclaredAccount> accounts)
    {
        Accounts = accounts;
        exact = accounts.Where(account => !account.Account.Contains(AccountPattern.Any)).Select(account => account.Account).ToFrozenSet();
        families =
        [
            .. accounts
                .Where(account => account.Account.Contains(AccountPattern.Any))
                .Select(account => account.Account.Split(AccountName.Separator)),
        ];
    }

    public static ChartOfAccounts Empty { get; } = new([]);

    public IReadOnlyList<DeclaredAccount> Accounts { get; }

    /// <summary>asset for assets and so on: the type that an account has by its root.</summary>
    public static IReadOnlyDictionary<string, string> TypeOfRoot { get; } =
        new Dictionary<string, string>
        {
            ["assets"] = "asset",
            ["liabilities"] = "liability",
            ["equity"] = "equity",
            ["income"] = "income",
            ["expenses"] = "expense",
        };

    public bool Has(string account) =>
        Accounts.Count == 0
        || exact.Contains(account)
        || (
            families.Length > 0
            && account.Split(AccountName.Separator) is var segments
            && families.Any(family => AccountPattern.Covers(family, segments))
        );

    /// <summary>True when every account that the template can make is declared.</summary>
    internal bool HasAll(AccountTemplate template) =>
        Accounts.Count == 0 || exact.Contains(template.Text) || families.Any(family => AccountPattern.Covers(family, template.Pattern));

    /// <summary>True when the name, in which a * stands for one level, can be a declared account.</summary>
    public bool HasSomeLike(string pattern) =>
        Has(pattern)
        || Accounts.Any(account => AccountPattern.Meets(account.Account.Split(AccountName.Separator), pattern.Split(AccountName.Separator)));

    /// <summary>True when the template can make at least one declared account.</summary>
    public bool HasSome(AccountTemplate template) =>
        HasAll(template) || Accounts.Any(account => AccountPattern.Meets(account.Account.Split(AccountName.Separator), template.Pattern));
}

static class AccountPattern
{
    public const string Any = "*";

    public static bool Covers(IReadOnlyList<string> family, IReadOnlyList<string> account) =>
        family.Count == account.Count && family.Zip(account).All(pair => pair.First == Any || pair.First == pair.Second);

    /// <summary>A segment with a field may turn out as anything.</summary>
    public static bool Meets(IReadOnlyList<string> declared, IReadOnlyList<string> template) =>
        declared.Count == template.Count
        && declared.Zip(template).All(pair => pair.First == Any || pair.First == pair.Second || pair.Second.Contains(Any, StringComparison.Ordinal));
}
