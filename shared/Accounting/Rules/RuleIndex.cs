namespace AccountingSync.Accounting.Rules;

/// <summary>A rule set made ready: per kind the rules that can match it, highest priority first, and per line what need not be asked again.</summary>
sealed class RuleIndex
{
    readonly PreparedRule[][] byKind;

    public RuleIndex(RuleSet set)
    {
        var rules = set.Rules.Select(rule => new PreparedRule(set, rule)).OrderByDescending(prepared => prepared.Rule.Priority).ToArray();
        byKind =
        [
            .. Enum.GetValues<TransactionKind>()
                .Select(kind => rules.Where(prepared => (prepared.Rule.When.Kinds & (1 << (int)kind)) != 0).ToArray()),
        ];
    }

    public PreparedRule[] For(TransactionKind kind) => byKind[(int)kind];
}

sealed class PreparedRule(RuleSet set, Rule rule)
{
    public Rule Rule { get; } = rule;
    public RuleReference Reference { get; } = new(set.Name, set.Version, rule.Id, set.Hash);

    /// <summary>The lines, each with whether its account must be looked up in the chart because a field may name one that is not there.</summary>
    public (RuleLine Line, bool LookUp)[] Lines { get; } = [.. rule.Lines.Select(line => (line, !set.Accounts.HasAll(line.Account)))];
}
