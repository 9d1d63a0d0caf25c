using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Sets in few words, and what the proof says of them.</summary>
static class WrittenRules
{
    public const string Head = "ruleset: shop\nversion: 1\neffective: { from: 2026-01-01, tz: UTC }\nrules:\n";

    public static RuleSet Set(string rules) => ((RuleSetFileResult.Read)RuleSetFile.Parse(Head + rules, "shop.yaml")).RuleSet;

    public static IReadOnlyList<RuleProblem> Problems(string rules, string defaults = "")
    {
        var text = Head.Replace("rules:\n", defaults + "rules:\n", StringComparison.Ordinal) + rules;
        var result = RuleSetFile.Parse(text, "shop.yaml");
        Assert.That(result is RuleSetFileResult.Refused(var errors) ? string.Join('\n', errors) : "", Is.Empty);
        return RuleSetProof.Problems(((RuleSetFileResult.Read)result).RuleSet, CancellationToken.None);
    }

    public static string Rule(string id, string when, params string[] lines) =>
        $"  - id: {id}\n    when: {when}\n    lines:\n{string.Concat(lines.Select(line => $"      - {line}\n"))}";

    public static string Found(string rules) => string.Join('\n', Problems(rules).Select(problem => problem.Found));

    public const string DebitGross = """{ dr: "assets:cash", amount: gross }""";
    public const string CreditGross = """{ cr: "income:sales", amount: gross }""";

    public static string Two(string first, string second) =>
        Rule("first", first, DebitGross, CreditGross) + Rule("second", second, DebitGross, CreditGross);
}
