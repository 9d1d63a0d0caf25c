using System.Globalization;

namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>Compares the entry of a refund or dispute with the one that it would have if its original had been, from the beginning, what a later revision
/// says. The entry stays: what was given back was told by nobody else. The difference is named, so that somebody can decide about it.</summary>
public static class GivenBackDifference
{
    /// <param name="refund">In the revision whose entry stands.</param>
    /// <param name="rules">The version that made that entry.</param>
    /// <param name="former">The revision of the original that it gave back a part of, and which part.</param>
    /// <param name="revised">The revision that stands now, with what others gave back before this one.</param>
    /// <returns>What would have to be posted besides to come to the same, or why it could not be given back now; null when nothing differs.</returns>
    public static string? Of(SourceTransaction refund, RuleSet rules, string organisation, Original former, Original revised)
    {
        if (RuleEvaluation.Map(refund, rules, organisation, former) is not MapResult.Mapped(var posted))
            return null;
        var result = RuleEvaluation.Map(refund, rules, organisation, revised);
        if (result is MapResult.Held(_, var reason, _))
            return Text(revised, reason);
        var lines = Sums(((MapResult.Mapped)result).Entry.Lines, posted.Lines);
        return lines.Count == 0 ? null : Text(revised, $"as a part of that it would be posted otherwise, by {string.Join(", ", lines)}");
    }

    static string Text(Original revised, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"Revision {revised.Said.Revision} of {revised.Said.Id} stands now: {what}");

    /// <summary>By account and whatever else tells lines apart, in the order in which they come first.</summary>
    static List<string> Sums(IEnumerable<JournalLine> now, IEnumerable<JournalLine> posted) =>
        [
            .. now.Concat(posted.Select(line => line with { Amount = -line.Amount }))
                .GroupBy(line => LineText.WithDetails(line with { Amount = 0m, Memo = null }))
                .Select(lines => lines.First() with { Amount = lines.Sum(line => line.Amount), Memo = null })
                .Where(line => line.Amount != 0m)
                .Select(LineText.WithDetails),
        ];
}
