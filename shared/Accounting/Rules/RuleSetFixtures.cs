using System.Globalization;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Rules;

/// <summary>Runs the examples that stand inside a rule set.</summary>
public static class RuleSetFixtures
{
    const string AnyOrganisation = "example";

    /// <summary>The fixtures that do not come out as written; none when the set does what it says.</summary>
    public static IReadOnlyList<FixtureFailure> Run(RuleSet set)
    {
        var organisation = set.Scope.Organisations.Count > 0 ? set.Scope.Organisations[0] : AnyOrganisation;
        var failures = new List<FixtureFailure>();
        foreach (var fixture in set.Fixtures)
        {
            var message = Compare(fixture.Expect, Outcome(fixture, set, organisation));
            if (message is not null)
                failures.Add(new FixtureFailure(fixture.Name, fixture.Line, message));
        }
        return failures;
    }

    /// <summary>What the set makes of a fixture's transaction, after those that came before it.</summary>
    public static MapResult Outcome(RuleFixture fixture, RuleSet set, string organisation)
    {
        var givenBack = new Dictionary<SourceTransaction, List<Portion>>(ReferenceEqualityComparer.Instance);
        MapResult Map(SourceTransaction transaction)
        {
            var said = fixture.After.FirstOrDefault(one => one.Source == transaction.Source && one.Id == transaction.RelatedTo);
            if (said is null || RuleEvaluation.Map(said, set, organisation) is not MapResult.Mapped)
                return RuleEvaluation.Map(transaction, set, organisation);
            if (!givenBack.TryGetValue(said, out var before))
                givenBack.Add(said, before = []);
            var result = RuleEvaluation.Map(transaction, set, organisation, new Original(said, set, before));
            if (result is MapResult.Mapped { GivesBack: { } portion })
                before.Add(portion);
            return result;
        }
        foreach (var earlier in fixture.After)
            Map(earlier);
        return Map(fixture.Given);
    }

    static string? Compare(FixtureExpectation expected, MapResult result) =>
        (expected, result) switch
        {
            (FixtureExpectation.Holds(var code), MapResult.Held held) => code == held.ReasonCode
                ? null
                : $"expected held: {code}\nfound    held: {held.ReasonCode}\n{held.Reason}",
            (FixtureExpectation.Holds(var code), MapResult.Mapped(var entry)) =>
                $"expected held: {code}\nfound an entry of rule {entry.Rule.Rule}:\n{Listed("+ ", entry.Lines.Select(LineText.Of))}",
            (FixtureExpectation.Posts posts, MapResult.Held held) =>
                $"expected an entry:\n{Listed("- ", posts.Lines)}\nfound    held: {held.ReasonCode}\n{held.Reason}",
            (FixtureExpectation.Posts posts, MapResult.Mapped(var entry)) => Compare(posts, entry),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    static string? Compare(FixtureExpectation.Posts expected, JournalEntry entry)
    {
        var differences = new List<string>();
        if (expected.Rule is not null && expected.Rule != entry.Rule.Rule)
            differences.Add($"expected rule {expected.Rule}, found rule {entry.Rule.Rule}");
        if (expected.Date is { } date && date != entry.Date)
            differences.Add(string.Create(CultureInfo.InvariantCulture, $"expected date {date:yyyy-MM-dd}, found {entry.Date:yyyy-MM-dd}"));
        var found = entry.Lines.ToList();
        var rows = new List<string>();
        var missing = false;
        foreach (var text in expected.Lines)
        {
            var match = found.FindIndex(line => LineText.Means(text, line));
            if (match >= 0)
                found.RemoveAt(match);
            missing |= match < 0;
            rows.Add((match >= 0 ? "  " : "- ") + text);
        }
        if (missing || found.Count > 0)
            differences.Add(
                $"lines (- expected, + found):\n{string.Join('\n', rows.Concat(found.Select(line => "+ " + LineText.WithDetails(line))))}"
            );
        return differences.Count == 0 ? null : string.Join('\n', differences);
    }

    static string Listed(string mark, IEnumerable<string> lines) => string.Join('\n', lines.Select(line => mark + line));
}
