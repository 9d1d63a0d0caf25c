namespace AccountingSync.Accounting.Matching;

/// <summary>Says which lines of the books and of the bank belong together: what references tell first, then what amounts and days alone tell. The same
/// for the same lines, in whatever order they come. Pure.</summary>
public static class BankMatching
{
    static readonly HashSet<string> Nothing = [];

    /// <param name="rejected">Keys of assignments (<see cref="LineMatch.Key"/>) that a person ruled out.</param>
    /// <exception cref="ArgumentException">Two lines of one side have the same id, or a line stands on the wrong side.</exception>
    public static MatchingResult Of(
        IReadOnlyList<MatchLine> books,
        IReadOnlyList<MatchLine> bank,
        MatchRules? rules = null,
        IReadOnlySet<string>? rejected = null
    )
    {
        Check(books, MatchSide.Books);
        Check(bank, MatchSide.Bank);
        rules ??= MatchRules.Standard;
        var lines = new Lines(books, bank);
        var taken = new bool[lines.Count];
        var references = new ReferenceMatching(lines, rules, rejected ?? Nothing, taken);
        references.Run();
        var amounts = new AmountMatching(lines, rules, rejected ?? Nothing, taken);
        var rest = amounts.Run(references.Contested);
        IEnumerable<LineMatch> accepted =
        [
            .. references.Accepted.Select(one => lines.ToMatch(one, MatchConfidence.Identified, 0)),
            .. amounts.Accepted.Select(one => lines.ToMatch(one, MatchConfidence.OnlyOne, 0)),
        ];
        var proposals = Proposals.Of(rest, rules.MostListed);
        var proposed = proposals.SelectMany(proposal => proposal.Lines).ToHashSet(ReferenceEqualityComparer.Instance);
        return new MatchingResult(
            [.. accepted.OrderBy(match => match.Bank[0].Date).ThenBy(match => match.Bank[0].Id, StringComparer.Ordinal)],
            proposals,
            [
                .. Enumerable
                    .Range(0, lines.Count)
                    .Where(line => !taken[line] && !proposed.Contains(lines[line]))
                    .Order(Comparer<int>.Create(lines.Compare))
                    .Select(line => lines[line]),
            ]
        );
    }

    static void Check(IReadOnlyList<MatchLine> lines, MatchSide side)
    {
        var ids = new HashSet<string>(lines.Count, StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.Side != side)
                throw new ArgumentException($"Line '{line.Id}' is of the side {line.Side} and stands among those of {side}.", nameof(lines));
            if (!ids.Add(line.Id))
                throw new ArgumentException($"Two lines of the side {side} have the id '{line.Id}'; ids are unique within a side.", nameof(lines));
        }
    }
}
