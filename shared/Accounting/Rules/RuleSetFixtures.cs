using System.Globalization;

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
            var message = Compare(fixture.Expect, RuleEvaluation.Map(fixture.Given, set, organisation));
            if (message is not null)
                failures.Add(new FixtureFailure(fixture.Name, fixture.Line, message));
        }
        return failures;
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
