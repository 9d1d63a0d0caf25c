namespace AccountingSync.Accounting.Rules.Exchange;

/// <summary>Which lines of an entry carry the money that was paid, and not what it was paid for.</summary>
static class MoneyLines
{
    const string Assets = "assets:";

    /// <summary>In this order: one line for the whole gross that says so (<c>amount: gross</c>, <c>each: tenders</c>), all lines that do, all lines on
    /// assets, any one line for the whole gross. One line alone is on the side of all that say so: change, or a tender that is taken back, may be as
    /// large as the gross.</summary>
    /// <param name="rules">For each line the rule's; what rounding left has none.</param>
    /// <param name="gross">What they must add up to, whatever their side.</param>
    /// <returns>The places of the lines; null when none add up to the gross.</returns>
    public static IReadOnlyList<int>? Of(IReadOnlyList<JournalLine> lines, IReadOnlyList<LineSource> rules, decimal gross)
    {
        var all = Enumerable.Range(0, lines.Count).ToList();
        var named = all.Where(i => i < rules.Count && NamesMoney(rules[i].Line)).ToList();
        var assets = all.Where(i => lines[i].Account.StartsWith(Assets, StringComparison.Ordinal)).ToList();
        var side = Math.Sign(named.Sum(i => lines[i].Amount));
        var alone = named.Where(i => side == 0 || Math.Sign(lines[i].Amount) == side);
        IEnumerable<IReadOnlyList<int>> candidates = [.. alone.Select(i => new[] { i }), named, assets, .. all.Select(i => new[] { i })];
        return candidates.FirstOrDefault(some => Math.Abs(some.Sum(i => lines[i].Amount)) == gross);
    }

    static bool NamesMoney(RuleLine line) =>
        line.Each?.Of == ElementKind.Tender
        || line.Amount.Terms.Any(term => term.Component is Component.Total { Selection.Of: ElementKind.Tender } || term.Component.Name == "gross");
}
