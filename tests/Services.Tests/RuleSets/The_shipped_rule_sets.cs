using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Of each set that comes with the program.</summary>
[TestFixtureSource(typeof(ShippedRuleSets), nameof(ShippedRuleSets.Names))]
public sealed class The_shipped_rule_sets(string name)
{
    readonly RuleSet set = ShippedRuleSets.Load(name);

    [Test]
    public void can_be_published() =>
        Assert.That(string.Join('\n', RuleSetExamination.Of(ShippedRuleSets.Text(name), $"{name}.yaml", CancellationToken.None).Errors), Is.Empty);

    [Test]
    public void have_the_name_of_their_file() => Assert.That(set.Name, Is.EqualTo(name));

    [Test]
    public void have_a_test_for_every_rule()
    {
        var tested = set
            .Fixtures.Where(fixture => fixture.Expect is FixtureExpectation.Posts)
            .Select(fixture => ((MapResult.Mapped)RuleSetFixtures.Outcome(fixture, set, "acme")).Entry.Rule.Rule);
        Assert.That(set.Rules.Select(rule => rule.Id).Except(tested), Is.Empty);
    }

    [Test]
    public void use_every_account_that_they_declare()
    {
        var used = set
            .Fixtures.Select(fixture => RuleSetFixtures.Outcome(fixture, set, "acme"))
            .OfType<MapResult.Mapped>()
            .SelectMany(mapped => mapped.Entry.Lines)
            .Select(line => line.Account)
            .ToHashSet();
        var unused = set.Accounts.Accounts.Where(declared => !used.Any(account => new ChartOfAccounts([declared]).Has(account)));
        Assert.That(unused.Select(declared => declared.Account), Is.Empty);
    }

    /// <summary>Each line of the rules is taken away, then put on the other side; a test inside the set must fail.</summary>
    [Test]
    public void notice_by_their_tests_when_a_line_is_lost_or_changes_sides() => Assert.That(Spoilt().Where(IsSound), Is.Empty);

    [Test]
    public void are_not_proved_when_a_line_is_lost_or_changes_sides() =>
        Assert.That(
            Spoilt()
                .Where(text =>
                    RuleSetFile.Parse(text, "spoilt.yaml") is RuleSetFileResult.Read(var spoilt)
                    && RuleSetProof.Problems(spoilt, CancellationToken.None).Count == 0
                ),
            Is.Empty
        );

    IEnumerable<string> Spoilt()
    {
        var lines = ShippedRuleSets.Text(name).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var side = new[] { "dr:", "cr:" }.FirstOrDefault(word => Begins(lines[i], word));
            if (side is null)
                continue;
            // A line over several lines of text goes on for as long as they are indented further.
            var end = i + 1;
            while (end < lines.Length && Indent(lines[end]) > Indent(lines[i]))
                end++;
            yield return string.Join('\n', [.. lines[..i], .. lines[end..]]);
            var swapped = lines[i].Replace(side, side == "dr:" ? "cr:" : "dr:", StringComparison.Ordinal);
            yield return string.Join('\n', [.. lines[..i], swapped, .. lines[(i + 1)..]]);
        }
    }

    static bool Begins(string line, string side) =>
        line.TrimStart() is var text
        && (text.StartsWith($"- {{ {side}", StringComparison.Ordinal) || text.StartsWith($"- {side}", StringComparison.Ordinal));

    static int Indent(string line) => line.Length - line.TrimStart().Length;

    static bool IsSound(string text) =>
        RuleSetFile.Parse(text, "spoilt.yaml") is RuleSetFileResult.Read(var spoilt) && RuleSetFixtures.Run(spoilt).Count == 0;
}
