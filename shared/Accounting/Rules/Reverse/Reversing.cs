namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>What a rule says that makes no lines of its own, but takes back a part of what stands in the books for another transaction.</summary>
public sealed record Reversing
{
    /// <summary>The tip stays as long as something else can be given back.</summary>
    public bool KeepsTip { get; init; }

    /// <summary>The same of shipping.</summary>
    public bool KeepsShipping { get; init; }

    /// <summary>The same of these items.</summary>
    public IReadOnlyList<Selection> KeepsItems { get; init; } = [];

    /// <summary>Accounts to post to instead of those of the original; the first that fits counts.</summary>
    public IReadOnlyList<AccountInstead> Instead { get; init; } = [];

    internal bool Keeps(TransactionItem item) => KeepsItems.Any(selection => selection.Takes(item));

    internal string AccountFor(string posted) =>
        Instead.Select(instead => instead.Of(posted)).FirstOrDefault(account => account is not null) ?? posted;
}

/// <summary>One account in the place of another, or a family of them: a * of <paramref name="Posted"/> stands for one level, and comes again where
/// <paramref name="Account"/> has a *.</summary>
public sealed record AccountInstead(string Posted, string Account)
{
    readonly string[] posted = Posted.Split(AccountName.Separator);
    readonly string[] account = Account.Split(AccountName.Separator);

    internal string? Of(string name)
    {
        var segments = name.Split(AccountName.Separator);
        if (!AccountPattern.Covers(posted, segments))
            return null;
        var levels = new Queue<string>(segments.Where((_, i) => posted[i] == AccountPattern.Any));
        return string.Join(AccountName.Separator, account.Select(segment => segment == AccountPattern.Any ? levels.Dequeue() : segment));
    }
}
