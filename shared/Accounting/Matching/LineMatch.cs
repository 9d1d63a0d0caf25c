namespace AccountingSync.Accounting.Matching;

/// <summary>By what lines were found to belong together, the strongest first.</summary>
public enum MatchRule
{
    /// <summary>Both sides call the same thing their reference.</summary>
    ReferenceEqual,

    /// <summary>A reference of one side stands in the other's text, as a whole word.</summary>
    ReferenceInText,

    /// <summary>The bank's text names the gateway; amount and day agree.</summary>
    NameAmountAndDay,

    /// <summary>Only amount and day agree.</summary>
    AmountAndDay,
}

/// <summary>What a match is worth. The first two are accepted, the others are for a person.</summary>
public enum MatchConfidence
{
    /// <summary>References tell, and the amounts agree.</summary>
    Identified,

    /// <summary>Amounts and days agree, and no other assignment of any of its lines exists.</summary>
    OnlyOne,

    /// <summary>Another assignment of one of its lines exists.</summary>
    Ambiguous,

    /// <summary>There are too many lines in the window to prove that no other assignment exists.</summary>
    NotProved,

    /// <summary>References tell, and the amounts do not agree.</summary>
    Differs,
}

/// <summary>Lines of both sides that belong together, or may, with what shows it.</summary>
/// <param name="References">Those that tell, as they are compared; empty where only amounts do.</param>
/// <param name="DaysApart">The most between a day of the one side and one of the other.</param>
/// <param name="Alternatives">How many other assignments share a line with it.</param>
public sealed record LineMatch(
    MatchRule Rule,
    MatchConfidence Confidence,
    IReadOnlyList<MatchLine> Books,
    IReadOnlyList<MatchLine> Bank,
    IReadOnlyList<string> References,
    int DaysApart,
    int Alternatives
)
{
    public bool IsAccepted => Confidence is MatchConfidence.Identified or MatchConfidence.OnlyOne;

    /// <summary>What the bank's lines come to more than those of the books; zero in whatever is accepted.</summary>
    public decimal Difference => Bank.Sum(line => line.Amount) - Books.Sum(line => line.Amount);

    /// <summary>The same for the same lines, whatever shows that they belong together.</summary>
    public string Key => MatchKey.Of(Books, Bank);
}

/// <summary>Assignments of which a person decides. Each shares a line with another one of them; no line is in two proposals.</summary>
/// <param name="Candidates">The strongest and nearest first, at most <see cref="MatchRules.MostListed"/>.</param>
/// <param name="Count">Of all that were found.</param>
public sealed record Proposal(IReadOnlyList<LineMatch> Candidates, int Count, IReadOnlyList<MatchLine> Lines);

/// <param name="Unmatched">Lines for which nothing was found.</param>
public sealed record MatchingResult(IReadOnlyList<LineMatch> Accepted, IReadOnlyList<Proposal> Proposals, IReadOnlyList<MatchLine> Unmatched);

public static class MatchKey
{
    const char Separator = '\u001f';

    public static string Of(IEnumerable<MatchLine> books, IEnumerable<MatchLine> bank) =>
        Of(books.Select(line => line.Id), bank.Select(line => line.Id));

    public static string Of(IEnumerable<string> books, IEnumerable<string> bank) =>
        string.Join(Separator, books.Order(StringComparer.Ordinal).Append("").Concat(bank.Order(StringComparer.Ordinal)));
}
