namespace AccountingSync.Accounting.Matching;

/// <summary>Puts assignments that share lines, directly or by others, into one proposal.</summary>
static class Proposals
{
    public static IReadOnlyList<Proposal> Of(IReadOnlyList<LineMatch> matches, int mostListed)
    {
        var numbers = new Dictionary<MatchLine, int>(ReferenceEqualityComparer.Instance);
        foreach (var line in matches.SelectMany(Lines))
            numbers.TryAdd(line, numbers.Count);
        var groups = new Groups(numbers.Count);
        foreach (var match in matches)
        foreach (var line in Lines(match).Skip(1))
            groups.Join(numbers[match.Books[0]], numbers[line]);
        return
        [
            .. matches
                .GroupBy(match => groups.Of(numbers[match.Books[0]]))
                .Select(group => Proposed([.. group], mostListed))
                .OrderBy(proposal => proposal.Lines[0].Date)
                .ThenBy(proposal => proposal.Lines[0].Side)
                .ThenBy(proposal => proposal.Lines[0].Id, StringComparer.Ordinal),
        ];
    }

    static Proposal Proposed(IReadOnlyList<LineMatch> matches, int mostListed) =>
        new(
            [
                .. matches
                    .OrderBy(match => match.Rule)
                    .ThenBy(match => match.DaysApart)
                    .ThenBy(match => Math.Abs(match.Difference))
                    .ThenBy(match => match.Key, StringComparer.Ordinal)
                    .Take(mostListed),
            ],
            matches.Count,
            [
                .. matches
                    .SelectMany(Lines)
                    .Distinct<MatchLine>(ReferenceEqualityComparer.Instance)
                    .OrderBy(line => line.Date)
                    .ThenBy(line => line.Side)
                    .ThenBy(line => line.Id, StringComparer.Ordinal),
            ]
        );

    static IEnumerable<MatchLine> Lines(LineMatch match) => match.Books.Concat(match.Bank);
}
