namespace AccountingSync.Accounting.Matching;

/// <summary>Finds every group of lines of the one side that comes to a line of the other: exactly, or not at all. All lines are of one currency and
/// direction.</summary>
sealed class GroupSearch(Lines lines, MatchRules rules, MatchRule rule, ISet<int> notProved)
{
    public List<Assignment> Found { get; } = [];

    /// <param name="books">And <paramref name="bank"/>: in the order of <see cref="Lines.Compare"/>.</param>
    public void Run(IReadOnlyList<int> books, IReadOnlyList<int> bank)
    {
        Search(books, bank);
        Search(bank, books);
    }

    void Search(IReadOnlyList<int> wholes, IReadOnlyList<int> parts)
    {
        var tooMany = new List<int>();
        var from = 0;
        foreach (var whole in wholes)
        {
            while (from < parts.Count && Day(parts[from]) < Day(whole) - rules.Days)
                from++;
            if (Candidates(whole, parts, from) is not { } candidates)
                tooMany.Add(whole);
            else
                Add(whole, candidates);
        }
        Taint(tooMany, parts);
    }

    /// <summary>Null when there are too many.</summary>
    List<int>? Candidates(int whole, IReadOnlyList<int> parts, int from)
    {
        var candidates = new List<int>();
        for (var at = from; at < parts.Count && Day(parts[at]) <= Day(whole) + rules.Days; at++)
        {
            if (Size(parts[at]) >= Size(whole) || !Names.AreCompatible(lines[whole], lines[parts[at]]))
                continue;
            if (candidates.Count == rules.MostCandidates)
                return null;
            candidates.Add(parts[at]);
        }
        return candidates;
    }

    void Add(int whole, List<int> candidates)
    {
        var subsets = SubsetSums.Of([.. candidates.Select(Size)], Size(whole), rules.MostGroups);
        if (subsets.Count > rules.MostGroups)
            notProved.UnionWith(candidates.Append(whole));
        Found.AddRange(
            subsets
                .Take(rules.MostGroups)
                .Select(subset => new Assignment([.. candidates.Where((_, i) => (subset >> i & 1) == 1).Append(whole).Order()], rule, []))
        );
    }

    /// <summary>A line whose groups cannot be searched may be the whole of any smaller line near it: of those nothing is proved either. The largest such
    /// line near each is kept at the front of a queue, so that this stays one pass.</summary>
    void Taint(List<int> wholes, IReadOnlyList<int> parts)
    {
        notProved.UnionWith(wholes);
        var near = new LinkedList<int>();
        var next = 0;
        foreach (var part in parts)
        {
            for (; next < wholes.Count && Day(wholes[next]) <= Day(part) + rules.Days; next++)
            {
                while (near.Last is { } last && Size(last.Value) <= Size(wholes[next]))
                    near.RemoveLast();
                near.AddLast(wholes[next]);
            }
            while (near.First is { } first && Day(first.Value) < Day(part) - rules.Days)
                near.RemoveFirst();
            if (near.First is { } largest && Size(largest.Value) > Size(part))
                notProved.Add(part);
        }
    }

    int Day(int line) => lines[line].Date.DayNumber;

    decimal Size(int line) => Math.Abs(lines[line].Amount);
}
