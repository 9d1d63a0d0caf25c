namespace AccountingSync.Accounting.Matching;

/// <summary>Matches what references tell. What they tell and what does not add up is left for a person, with every pair that would.</summary>
sealed class ReferenceMatching(Lines lines, MatchRules rules, IReadOnlySet<string> rejected, bool[] taken)
{
    const int MostNamed = 10;

    readonly record struct Link(int Reference, int Books, int Bank, bool IsInText);

    readonly ReferenceIndex index = new(lines);
    readonly List<Link> links = [];

    public List<Assignment> Accepted { get; } = [];
    public List<Assignment> Contested { get; } = [];

    public void Run()
    {
        index.Equal(rules.MostSharing, (reference, books, bank) => Add(reference, books, bank, isInText: false));
        Decide(isLast: false);
        index.InText(rules.MostSharing, line => !taken[line], (reference, books, bank) => Add(reference, books, bank, isInText: true));
        Decide(isLast: true);
    }

    void Add(int reference, int books, int bank, bool isInText)
    {
        if (lines.AreNear(books, bank, rules.ReferenceDays) && !IsRejected([books, bank]))
            links.Add(new Link(reference, books, bank, isInText));
    }

    void Decide(bool isLast)
    {
        var open = links
            .Where(link => !taken[link.Books] && !taken[link.Bank] && lines[link.Books].Amount != 0m && lines[link.Bank].Amount != 0m)
            .ToArray();
        var groups = new Groups(lines.Count);
        foreach (var link in open)
            groups.Join(link.Books, link.Bank);
        var roots = Array.ConvertAll(open, link => groups.Of(link.Books));
        Array.Sort(roots, open);
        for (int from = 0, to; from < open.Length; from = to)
        {
            to = from + 1;
            while (to < open.Length && roots[to] == roots[from])
                to++;
            Decide(open.AsSpan(from, to - from), isLast);
        }
    }

    void Decide(ReadOnlySpan<Link> joint, bool isLast)
    {
        var whole = Whole(joint);
        var books = whole.Members.Count(lines.IsOfBooks);
        if ((books == 1 || books == whole.Members.Length - 1) && lines.Difference(whole.Members) == 0m && !IsRejected(whole.Members))
        {
            foreach (var member in whole.Members)
                taken[member] = true;
            Accepted.Add(whole);
        }
        else if (isLast)
            Contest(whole, joint);
    }

    void Contest(Assignment whole, ReadOnlySpan<Link> joint)
    {
        var pairs = new SortedDictionary<(int Books, int Bank), Assignment>();
        foreach (var link in joint)
            if (lines[link.Books].Amount == lines[link.Bank].Amount || whole.Members.Length > rules.MostSharing)
                pairs[(link.Books, link.Bank)] = Whole([link]) with { IsContested = true };
        if (pairs.Count > 0)
            Contested.AddRange(pairs.Values);
        else if (!IsRejected(whole.Members))
            Contested.Add(whole with { IsContested = true });
    }

    Assignment Whole(ReadOnlySpan<Link> joint)
    {
        if (joint.Length == 1)
            return new Assignment([joint[0].Books, joint[0].Bank], Rule(joint[0].IsInText), [index.Name(joint[0].Reference)]);
        var members = new SortedSet<int>();
        var references = new SortedSet<string>(StringComparer.Ordinal);
        var isInText = false;
        foreach (var link in joint)
        {
            members.Add(link.Books);
            members.Add(link.Bank);
            references.Add(index.Name(link.Reference));
            isInText |= link.IsInText;
        }
        return new Assignment([.. members], Rule(isInText), [.. references.Take(MostNamed)]);
    }

    static MatchRule Rule(bool isInText) => isInText ? MatchRule.ReferenceInText : MatchRule.ReferenceEqual;

    bool IsRejected(IEnumerable<int> members) => rejected.Count > 0 && rejected.Contains(lines.Key(members));
}
