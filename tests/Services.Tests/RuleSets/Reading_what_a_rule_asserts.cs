using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

public sealed class Reading_what_a_rule_asserts
{
    const string Payouts = """
        ruleset: shop
        version: 3
        effective: { from: 2026-01-01, tz: UTC }
        rules:
          - id: payout
            when: { kind: payout }
            lines:
              - { dr: "assets:bank", amount: gross }
              - { cr: "assets:clearing:{source}", amount: "gross - unrecognised" }
              - { cr: "liabilities:suspense", amount: unrecognised }
            assert: { clearing: "assets:clearing:{source}", else: "liabilities:suspense" }
        """;

    [Test]
    public void reads_what_a_rule_asserts()
    {
        var set = ((RuleSetFileResult.Read)RuleSetFile.Parse(Payouts, "shop.yaml")).RuleSet;
        Assert.That(set.Rules[0].Assert!.Clearing.Text, Is.EqualTo("assets:clearing:{source}"));
        Assert.That(set.Rules[0].Assert!.Else!.Text, Is.EqualTo("liabilities:suspense"));
    }

    [TestCase(
        "clearing: \"assets:clearing:{source}\",",
        "clearing: \"assets:clearing:stripe\",",
        "shop.yaml:11:25: rule payout: no line of the rule posts to 'assets:clearing:stripe'. Write the account as one of its lines does: assets:bank, assets:clearing:{source}, liabilities:suspense."
    )]
    [TestCase(
        "clearing: \"assets:clearing:{source}\", ",
        "",
        "shop.yaml:11:13: rule payout: 'assert' has no 'clearing'. Write assert: { clearing: \"assets:clearing:{source}\", else: \"liabilities:suspense:{source}\" }."
    )]
    [TestCase(
        "else: \"liabilities:suspense\"",
        "else: \"assets:clearing:{source}\"",
        "shop.yaml:11:59: rule payout: 'clearing' and 'else' are one account. Write assert: { clearing: \"assets:clearing:{source}\", else: \"liabilities:suspense:{source}\" }."
    )]
    [TestCase(
        "else: \"liabilities:suspense\"",
        "otherwise: \"liabilities:suspense\"",
        "shop.yaml:11:53: rule payout: unknown key 'otherwise' in 'assert'. Use one of: clearing, else."
    )]
    [TestCase(
        "when: { kind: payout }",
        "when: { kind: [payout, transfer] }",
        "shop.yaml:9:9: rule payout: only a payout has something unrecognised. Narrow the condition, when: { kind: payout }, or leave it out.\n"
            + "shop.yaml:10:9: rule payout: only a payout has something unrecognised. Narrow the condition, when: { kind: payout }, or leave it out.\n"
            + "shop.yaml:11:5: rule payout: only a payout settles other transactions. Narrow the condition: when: { kind: payout }."
    )]
    public void names_what_cannot_be_asserted(string replaced, string by, string error)
    {
        Assert.That(Payouts, Does.Contain(replaced));
        Assert.That(string.Join('\n', Errors(Payouts.Replace(replaced, by, StringComparison.Ordinal))), Is.EqualTo(error));
    }

    static IEnumerable<string> Errors(string text) =>
        RuleSetFile.Parse(text, "shop.yaml") is RuleSetFileResult.Refused(var errors) ? errors.Select(error => error.ToString()) : [];
}
