namespace AccountingSync.Accounting.Matching;

/// <summary>Matches what only amounts and days tell, and accepts an assignment alone when none of its lines has another: single lines and groups are
/// assignments alike. First where the bank names the gateway, so that strangers on a busy account do not count; then the rest.</summary>
sealed class AmountMatching(Lines lines, MatchRules rules, IReadOnlySet<string> rejected, bool[] taken)
{
    readonly HashSet<int> notProved = [];
    readonly List<Assignment> found = [];

    public List<Assignment> Accepted { get; } = [];

    /// <param name="contested">What references tell without telling enough: it is never accepted here, and an alternative to whatever shares a line with it.</param>
    /// <returns>What is to be proposed.</returns>
    public IReadOnlyList<LineMatch> Run(IReadOnlyList<Assignment> contested)
    {
        found.AddRange(contested);
        var known = contested.Where(one => one.Members.Length == 2).Select(one => (one.Members[0], one.Members[1])).ToHashSet();
        Add(new AmountPairs(lines, rules).Of(Open(), notProved).Where(pair => !known.Contains((pair.Members[0], pair.Members[1]))));
        foreach (var pool in Pools(line => Names.Only(lines[line]) is not null, line => Names.Only(lines[line])))
            Search(pool, MatchRule.NameAmountAndDay);
        Accept(only: MatchRule.NameAmountAndDay);
        foreach (var pool in Pools(line => lines.IsOfBooks(line) || Names.Only(lines[line]) is null, _ => null))
            Search(pool, MatchRule.AmountAndDay);
        Accept(only: null);
        return Rest();
    }

    IEnumerable<int> Open() => Enumerable.Range(0, lines.Count).Where(line => !taken[line] && lines[line].Amount != 0m);

    IEnumerable<IGrouping<object, int>> Pools(Func<int, bool> belongs, Func<int, string?> name) =>
        Open().Where(belongs).GroupBy(line => (object)(lines[line].Currency, lines[line].Amount > 0m, name(line)));

    void Search(IEnumerable<int> pool, MatchRule rule)
    {
        var sides = pool.Order(Comparer<int>.Create(lines.Compare)).ToLookup(lines.IsOfBooks);
        var search = new GroupSearch(lines, rules, rule, notProved);
        search.Run([.. sides[true]], [.. sides[false]]);
        Add(search.Found);
    }

    void Add(IEnumerable<Assignment> more) => found.AddRange(more.Where(one => rejected.Count == 0 || !rejected.Contains(lines.Key(one.Members))));

    void Accept(MatchRule? only)
    {
        var degrees = Degrees();
        foreach (var one in found)
        {
            if (
                one.IsContested
                || (only is { } rule && one.Rule != rule)
                || Array.Exists(one.Members, line => degrees[line] > 1 || notProved.Contains(line))
            )
                continue;
            foreach (var line in one.Members)
                taken[line] = true;
            Accepted.Add(one);
        }
        // Nothing else has a line of what was accepted: that is why it was.
        found.RemoveAll(one => taken[one.Members[0]]);
    }

    IReadOnlyList<LineMatch> Rest()
    {
        var degrees = Degrees();
        return [.. found.Select(one => lines.ToMatch(one, Confidence(one, degrees), one.Members.Sum(line => degrees[line] - 1)))];
    }

    MatchConfidence Confidence(Assignment one, Dictionary<int, int> degrees) =>
        one.IsContested && lines.Difference(one.Members) != 0m ? MatchConfidence.Differs
        : one.IsContested || Array.Exists(one.Members, line => degrees[line] > 1) ? MatchConfidence.Ambiguous
        : MatchConfidence.NotProved;

    /// <summary>How many assignments each line is in.</summary>
    Dictionary<int, int> Degrees() => found.SelectMany(one => one.Members).CountBy(line => line).ToDictionary();
}
