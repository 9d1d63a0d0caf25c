using AccountingSync.Accounting.Matching;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>Lines in short, and what came of matching them as short text.</summary>
static class Bank
{
    public static readonly DateOnly Day = new(2026, 1, 15);

    public static MatchLine Payout(
        string id,
        decimal amount,
        int day = 0,
        string? name = "STRIPE",
        string currency = "USD",
        params string[] references
    ) => new(id, MatchSide.Books, amount, currency, Day.AddDays(day)) { References = [id, .. references], Names = name is null ? [] : [name] };

    public static MatchLine Entry(string id, decimal amount, int day = 0, string text = "", string currency = "USD", params string[] references) =>
        new(id, MatchSide.Bank, amount, currency, Day.AddDays(day))
        {
            References = references,
            Text = text,
            Names = Gateways.InText(text, Gateways.Vendors.ToHashSet()),
        };

    public static MatchingResult Match(params MatchLine[] lines) => Match(lines, rejected: null);

    public static MatchingResult Match(IReadOnlyList<MatchLine> lines, IReadOnlySet<string>? rejected, MatchRules? rules = null) =>
        BankMatching.Of(
            [.. lines.Where(line => line.Side == MatchSide.Books)],
            [.. lines.Where(line => line.Side == MatchSide.Bank)],
            rules,
            rejected
        );

    public static string Text(LineMatch match) => $"{match.Rule} {match.Confidence} {Ids(match.Books)} = {Ids(match.Bank)}";

    public static IEnumerable<string> Accepted(this MatchingResult result) => result.Accepted.Select(Text);

    public static IEnumerable<string> Proposed(this MatchingResult result) =>
        result.Proposals.SelectMany(proposal => proposal.Candidates).Select(Text);

    public static IEnumerable<string> Alone(this MatchingResult result) => result.Unmatched.Select(line => line.Id);

    static string Ids(IReadOnlyList<MatchLine> lines) => string.Join('+', lines.Select(line => line.Id).Order(StringComparer.Ordinal));
}
