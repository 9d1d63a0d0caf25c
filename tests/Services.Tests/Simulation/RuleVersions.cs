using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The shipped rules, and a later version that also maps adjustments. Transfers are held by both.</summary>
static class RuleVersions
{
    public static RuleSet First { get; } = ShippedRuleSets.Load(ShippedRuleSets.Retail);

    public static RuleSet Second { get; } =
        Read(
            ShippedRuleSets
                .Text(ShippedRuleSets.Retail)
                .Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal)
                .Replace(
                    "rules:\n",
                    """
                    rules:
                      - id: adjustment
                        when: { kind: adjustment, source: front-shop }
                        lines:
                          - { dr: "assets:cash", amount: gross }
                          - { cr: "income:sales:adjusted", amount: gross }

                    """,
                    StringComparison.Ordinal
                )
        );

    static RuleSet Read(string content) =>
        RuleSetFile.Parse(content, "second.yaml") is RuleSetFileResult.Read(var set)
            ? set
            : throw new InvalidOperationException("The second version does not parse.");
}
