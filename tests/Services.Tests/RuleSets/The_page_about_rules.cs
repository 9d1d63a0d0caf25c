using System.Text.RegularExpressions;
using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>docs/rules.md cannot promise what the reader does not do.</summary>
public sealed partial class The_page_about_rules
{
    const string Head = "ruleset: example\nversion: 1\neffective: { from: 2026-01-01, tz: UTC }\nrules:\n";

    static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs", "rules.md"));

    [TestCaseSource(nameof(Examples))]
    public void shows_examples_that_are_read_and_pass_their_tests(string example)
    {
        var text = example.StartsWith("ruleset:", StringComparison.Ordinal) ? example : Head + example;
        Assert.That(string.Join('\n', RuleSetExamination.Of(text, "rules.md", CancellationToken.None).Errors), Is.Empty);
    }

    static string[] Examples() => [.. YamlBlock().Matches(Page).Select(match => match.Groups["text"].Value)];

    [Test]
    public void shows_a_whole_set_with_tests() => Assert.That(Examples()[0], Does.StartWith("ruleset:").And.Contain("tests:"));

    [Test]
    public void teaches_the_language_in_ten_minutes()
    {
        var opening = Page[Page.IndexOf("## The language in ten minutes", StringComparison.Ordinal)..];
        opening = opening[..opening.IndexOf("\n## ", StringComparison.Ordinal)];
        Assert.That(opening.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), Has.Length.LessThanOrEqualTo(900));
        Assert.That(YamlBlock().Count(opening), Is.GreaterThanOrEqualTo(4));
    }

    [Test]
    public void names_only_fields_that_exist()
    {
        var rows = Page.Split('\n').SkipWhile(line => line != "| of | fields |").Skip(2).TakeWhile(line => line.StartsWith('|')).ToArray();
        Assert.That(rows, Has.Length.EqualTo(7));
        for (var i = 0; i < rows.Length; i++)
        {
            var scope = (ElementKind)Math.Max(i - 3, 0);
            var fields = Quoted().Matches(rows[i].Split('|')[2]).Select(match => match.Groups["text"].Value).Where(name => !name.Contains('{'));
            foreach (var name in fields.Select(name => name.Replace("<name>", "x", StringComparison.Ordinal)))
                Assert.That(Fields.TryFind(name, scope, out _, out var advice), Is.True, $"{name}: {advice}");
        }
    }

    [Test]
    public void names_every_field_of_a_transaction() =>
        Assert.That(Fields.Names(ElementKind.None).Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void explains_every_reason_to_hold() =>
        Assert.That(HeldReason.All.Where(code => !Page.Contains($"| `{code}` |", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void names_every_kind() => Assert.That(Page, Does.Contain("`kind` is one of " + string.Join(", ", KindName.All)));

    [Test]
    public void shows_what_is_not_proved_as_it_is_shown()
    {
        const string Unproved = """
            ruleset: shop
            version: 1
            effective: { from: 2026-01-01, tz: UTC }
            rules:
              - id: sale
                when: { kind: sale }
                lines:
                  - { dr: "assets:cash", amount: gross }
                  - { cr: "income:sales", amount: "gross - tip" }
              - id: large
                when: { gross: ">= 1000" }
                lines:
                  - { dr: "assets:cash", amount: gross }
                  - { cr: "income:large", amount: gross }
            """;
        Assert.That(Page, Does.Contain(string.Join('\n', RuleSetExamination.Of(Unproved, "corner-shop.yaml", CancellationToken.None).Errors)));
    }

    [Test]
    public void names_every_set_that_comes_with_the_program() =>
        Assert.That(ShippedRuleSets.Names.Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);

    [Test]
    public void shows_an_error_as_it_is_shown()
    {
        const string Broken = """
            ruleset: shop
            version: 1
            effective: { from: 2026-01-01, tz: UTC }
            rules:
              - id: sale
                when: { kind: sale }
                lines:
                  - { dr: "assets:cash", amount: grosss }
                  - { cr: "income:sales", amount: gross }
            """;
        var errors = ((RuleSetFileResult.Refused)RuleSetFile.Parse(Broken, "corner-shop.yaml")).Errors;
        Assert.That(Page, Does.Contain(errors.Single().Render(Broken)));
    }

    /// <summary>The folder with the solution, above wherever the tests run.</summary>
    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "AccountingSync.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YamlBlock();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
