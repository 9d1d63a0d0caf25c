using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

public sealed class Reading_the_tests_of_a_rule_file
{
    const string Head = """
        ruleset: shop
        version: 1
        effective: { from: 2026-01-01, tz: UTC }
        rules:
          - id: sale
            when: { kind: sale }
            lines:
              - { dr: "assets:cash", amount: gross }
              - { cr: "income:sales", amount: "gross - tip" }
              - { cr: "liabilities:tips", amount: tip }
        tests:
          - name: a sale
            given: { source: till, id: s-1, kind: sale, occurred_at: 2026-02-01T12:00:00Z, currency: USD, gross: 12.00, tip: 2.00 }
            expect: 
        """;

    static string Failure(string expect)
    {
        var result = RuleSetFile.Parse(Head + expect, "shop.yaml");
        if (result is RuleSetFileResult.Refused(var errors))
            return string.Join('\n', errors);
        return string.Join('\n', RuleSetFixtures.Run(((RuleSetFileResult.Read)result).RuleSet).Select(failure => failure.Message));
    }

    [Test]
    public void passes_what_comes_out_as_written() =>
        Assert.That(
            Failure("{ rule: sale, date: 2026-02-01, lines: [cr income:sales 10.00 USD, dr assets:cash 12.00 USD, cr liabilities:tips 2.00 USD] }"),
            Is.Empty
        );

    [Test]
    public void shows_the_difference_between_expected_and_found_lines() =>
        Assert.That(
            Failure("{ rule: sales, date: 2026-02-02, lines: [dr assets:cash 12.00 USD, cr income:sales 12.00 USD] }"),
            Is.EqualTo(
                """
                expected rule sales, found rule sale
                expected date 2026-02-02, found 2026-02-01
                lines (- expected, + found):
                  dr assets:cash 12.00 USD
                - cr income:sales 12.00 USD
                + cr income:sales 10.00 USD
                + cr liabilities:tips 2.00 USD
                """
            )
        );

    [Test]
    public void shows_the_entry_where_holding_was_expected() =>
        Assert.That(
            Failure("{ held: no-rule }"),
            Is.EqualTo(
                """
                expected held: no-rule
                found an entry of rule sale:
                + dr assets:cash 12.00 USD
                + cr income:sales 10.00 USD
                + cr liabilities:tips 2.00 USD
                """
            )
        );

    [TestCase("{ held: no-rul }", "shop.yaml:14:21: 'no-rul' is no reason to hold. Did you mean 'no-rule'?")]
    [TestCase(
        "{ lines: [dr assets:cash 12 USD] }",
        "shop.yaml:14:23: 'dr assets:cash 12 USD' is no line. Write it like dr assets:cash 10.00 USD, with all of the currency's decimals."
    )]
    [TestCase("{ rule: sale }", "shop.yaml:14:13: the test expects nothing. Write either lines or held.")]
    public void refuses_an_expectation_that_cannot_be_met(string expect, string message) => Assert.That(Failure(expect), Is.EqualTo(message));

    [TestCase("gross: 12.00", "gross: 1.2e1", "shop.yaml:13:106: '1.2e1' is no amount. Write it like 10.00.")]
    [TestCase(
        "gross: 12.00",
        "gross: 1.00",
        "shop.yaml:13:12: /gross of the transaction: taxes + tip + shipping - discount exceed the gross by 1.00 USD. Ingestion would refuse it."
    )]
    [TestCase("tip: 2.00", "tips: 2.00", "shop.yaml:13:113: unknown key 'tips' in the transaction. Did you mean 'tip'?")]
    [TestCase(
        "12:00:00Z",
        "12:00:00",
        "shop.yaml:13:62: '2026-02-01T12:00:00' is no point in time. Write date, time and offset, as in 2026-01-31T23:30:00-05:00."
    )]
    public void refuses_a_transaction_that_ingestion_would_refuse(string replaced, string by, string message)
    {
        var text = (Head + "{ held: no-rule }").Replace(replaced, by, StringComparison.Ordinal);
        var errors = ((RuleSetFileResult.Refused)RuleSetFile.Parse(text, "shop.yaml")).Errors;
        Assert.That(string.Join('\n', errors), Is.EqualTo(message));
    }

    [TestCase("occurred_at", "2026-02-01")]
    [TestCase("accepted_at", "2026-02-05")]
    public void says_when_the_transaction_was_accepted(string by, string date)
    {
        var text =
            Head.Replace("tz: UTC", $"tz: UTC, by: {by}", StringComparison.Ordinal)
            + $"{{ date: {date}, lines: [cr income:sales 10.00 USD, dr assets:cash 12.00 USD, cr liabilities:tips 2.00 USD] }}\n"
            + "    accepted_at: 2026-02-05T23:30:00Z\n";
        var set = ((RuleSetFileResult.Read)RuleSetFile.Parse(text, "shop.yaml")).RuleSet;

        Assert.That(RuleSetFixtures.Run(set).Select(failure => failure.Message), Is.Empty);
    }

    [Test]
    public void refuses_an_acceptance_that_is_no_point_in_time()
    {
        var result = RuleSetFile.Parse(Head + "{ held: no-rule }\n    accepted_at: yesterday\n", "shop.yaml");

        Assert.That(
            ((RuleSetFileResult.Refused)result).Errors.Select(error => error.ToString()),
            Is.EqualTo(new[] { "shop.yaml:15:18: 'yesterday' is no point in time. Write date, time and offset, as in 2026-01-31T23:30:00-05:00." })
        );
    }

    [Test]
    public void counts_the_time_of_the_days_in_the_fingerprint_of_the_text()
    {
        string Hash(string by) => RuleSetHash.Of(Head.Replace("tz: UTC", $"tz: UTC, by: {by}", StringComparison.Ordinal));

        Assert.That(Hash("accepted_at"), Is.Not.EqualTo(Hash("occurred_at")));
    }
}
