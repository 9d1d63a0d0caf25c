using System.Text.RegularExpressions;

namespace AccountingSync.Sandbox.Xero;

/// <summary>A filter on journals, as far as it is played: equal narrations, beginnings of them, and states.</summary>
/// <param name="IsOptimised">Whether it has an equal narration, the one filter that large organisations take.</param>
internal sealed partial record WhereClause(Func<ManualJournal, bool> Matches, bool IsOptimised)
{
    [GeneratedRegex(
        """^(?<field>Narration|Status)\s*(?:==?\s*|\.(?<call>StartsWith|Contains)\()"(?<text>[^"\\]*)"\)?$""",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Condition();

    public static WhereClause All { get; } = new(_ => true, IsOptimised: true);

    /// <summary>Null when it is nothing that is played.</summary>
    public static WhereClause? Parse(string text)
    {
        List<Func<ManualJournal, bool>> conditions = [];
        var optimised = false;
        foreach (var part in text.Split(" AND ", StringSplitOptions.TrimEntries))
        {
            if (Condition().Match(part) is not { Success: true } match || match.Groups["call"].Success != part.EndsWith(')'))
                return null;
            var wanted = match.Groups["text"].Value;
            Func<ManualJournal, string> field = match.Groups["field"].Value == "Narration" ? journal => journal.Narration : journal => journal.Status;
            optimised |= match.Groups["field"].Value == "Narration" && !match.Groups["call"].Success;
            // Comparisons there ignore case.
            conditions.Add(
                match.Groups["call"].Value switch
                {
                    "StartsWith" => journal => field(journal).StartsWith(wanted, StringComparison.OrdinalIgnoreCase),
                    "Contains" => journal => field(journal).Contains(wanted, StringComparison.OrdinalIgnoreCase),
                    _ => journal => field(journal).Equals(wanted, StringComparison.OrdinalIgnoreCase),
                }
            );
        }
        return new(journal => conditions.TrueForAll(condition => condition(journal)), optimised);
    }
}
