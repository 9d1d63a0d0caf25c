using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;
using static AccountingSync.Services.Tests.RuleSets.WrittenRules;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>What stops a set from being published, with its exact text.</summary>
public sealed class Proving_a_rule_set
{
    [Test]
    public void the_shipped_set_is_proved() =>
        Assert.That(RuleSetProof.Problems(ShippedRuleSets.Load(ShippedRuleSets.Retail), CancellationToken.None), Is.Empty);

    [TestCase("""{ cr: "income:sales", amount: "gross - tip" }""", "debits exceed credits by tip when tip is not 0")]
    [TestCase("""{ cr: "income:sales", amount: "gross + shipping" }""", "credits exceed debits by shipping when shipping is not 0")]
    [TestCase("""{ cr: "income:sales", amount: "gross - tip + discount" }""", "debits less credits are tip - discount, and not zero")]
    [TestCase("""{ cr: "income:sales", amount: "gross - 0.5 * tip" }""", "debits exceed credits by 0.5 * tip when tip is not 0")]
    [TestCase(
        """{ cr: "income:sales", amount: gross, if: "attributes.vip = yes" }""",
        "debits less credits are net + shipping + taxes.amount + tip - discount, and not zero when attributes.vip is not yes and there are no items"
    )]
    public void names_the_part_that_has_no_line(string credit, string found)
    {
        var problems = Problems(
            Rule("sale", "{ kind: sale }", DebitGross, credit),
            "defaults: { rounding: { account: \"expenses:rounding\", max: 0.02 } }\n"
        );
        Assert.That(problems.Select(problem => problem.Found), Does.Contain(found));
        Assert.That(problems[0].Example, Is.Not.Null);
    }

    [Test]
    public void shows_a_transaction_and_what_would_come_of_it()
    {
        var problem = Problems(Rule("sale", "{ kind: sale }", DebitGross, """{ cr: "income:sales", amount: "gross - tip" }""")).Single();
        Assert.Multiple(() =>
        {
            Assert.That(
                ExampleText.Of(problem.Example!),
                Does.StartWith("{ source: till, kind: sale, currency: USD, gross: ").And.Contain("tip: 2.00")
            );
            Assert.That(problem.Outcome, Does.Contain("debits exceed credits by 2.00 USD"));
        });
    }

    [Test]
    public void shows_a_transaction_where_an_account_needs_one_of_its_fields()
    {
        var problem = Problems(
                Rule(
                    "sale",
                    "{ kind: sale }",
                    """{ dr: "assets:{source}:{currency}:{attributes.branch}", amount: gross }""",
                    """{ cr: "income:sales", amount: net }"""
                )
            )
            .First(problem => problem.Found.Contains("tip", StringComparison.Ordinal));
        Assert.That(
            ExampleText.Of(problem.Example!),
            Does.StartWith("{ source: till, kind: sale, currency: USD, ").And.Contain("attributes: { branch: general }")
        );
    }

    [Test]
    public void knows_that_a_line_without_its_part_is_missed_by_nobody() =>
        Assert.That(
            Found(
                Rule(
                    "sale",
                    "{ kind: sale }",
                    DebitGross,
                    """{ cr: "income:sales", amount: "gross - tip" }""",
                    """{ cr: "liabilities:tips", amount: tip, if: "tip > 0" }"""
                )
            ),
            Is.Empty
        );

    [Test]
    public void knows_that_a_source_may_name_no_tenders() =>
        Assert.That(
            Found(Rule("sale", "{ kind: sale }", """{ dr: "assets:cash", each: tenders, amount: amount }""", CreditGross)),
            Does.StartWith("credits").Or.StartWith("debits")
        );

    [Test]
    public void believes_a_condition_that_asks_for_tenders() =>
        Assert.That(
            Found(Rule("sale", "{ kind: sale, tenders: { exists: true } }", """{ dr: "assets:cash", each: tenders, amount: amount }""", CreditGross)),
            Is.Empty
        );

    [Test]
    public void believes_a_condition_that_rules_out_some_items() =>
        Assert.That(
            Found(
                Rule(
                    "sale",
                    "{ kind: sale, items: { exists: true }, items.kind: { not: gift_card } }",
                    """{ dr: "assets:cash", amount: "net" }""",
                    """{ cr: "income:sales", each: "items[kind!=gift_card]", amount: net }"""
                )
            ),
            Is.Empty
        );

    [Test]
    public void wants_a_rounding_account_for_fractions() =>
        Assert.That(
            Found(
                Rule(
                    "sale",
                    "{ kind: sale }",
                    """{ dr: "assets:a", amount: "0.5 * gross" }""",
                    """{ dr: "assets:b", amount: "0.5 * gross" }""",
                    CreditGross
                )
            ),
            Is.EqualTo("a line posts a fraction, 0.5 * gross, and the set has no rounding account")
        );

    [Test]
    public void refuses_a_rule_that_can_never_match() =>
        Assert.That(
            Found(Rule("sale", "{ kind: sale, not: { kind: [sale, payment] } }", DebitGross, CreditGross)),
            Is.EqualTo("no transaction can ever fulfil the rule's condition")
        );

    [TestCase("{ kind: sale }", "{ gross: \">= 100\" }")]
    [TestCase("{ kind: sale }", "{ kind: sale, source: stripe }")]
    [TestCase("{ tenders.method: cash }", "{ tenders.method: card }")]
    [TestCase("{ location: { matches: \"web-*\" } }", "{ location: { matches: \"*-de\" } }")]
    [TestCase("{ location: { matches: \"web-*-??\" } }", "{ location: { matches: \"w*b*de\" } }")]
    [TestCase("{ attributes.table: 12 }", "{ attributes.table: \">= 12\" }")]
    [TestCase("{ revision: \"< 1\" }", "{ kind: sale }")]
    [TestCase("{ gross: \">= 100\" }", "{ gross: \"<= 100\" }")]
    [TestCase("{ customer: { exists: false } }", "{ not: { tip: \"> 0\" } }")]
    public void shows_a_transaction_that_two_rules_claim(string first, string second)
    {
        var problem = Problems(Two(first, second)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(problem.Found, Is.EqualTo("the same transaction can match this rule and 'first', which has the same priority, 100"));
            Assert.That(problem.Outcome, Does.StartWith("The rules "));
        });
    }

    [TestCase("{ kind: sale }", "{ kind: refund }")]
    [TestCase("{ kind: sale, source: square }", "{ kind: sale, source: { not: square } }")]
    [TestCase("{ gross: \"> 100\" }", "{ gross: \"<= 100\" }")]
    [TestCase("{ tenders.method: cash }", "{ tenders.method: { not: cash } }")]
    [TestCase("{ items: { exists: true } }", "{ items: { exists: false } }")]
    [TestCase("{ attributes.status: won }", "{ any: [ { attributes.status: lost }, { attributes.status: { exists: false } } ] }")]
    [TestCase("{ tip: \"> 0\" }", "{ tip: 0 }")]
    [TestCase("{ location: { matches: \"web-*\" } }", "{ location: { matches: \"main-*\" } }")]
    [TestCase("{ location: { matches: \"*-de\" } }", "{ location: { matches: \"web-???-fr\" } }")]
    [TestCase("{ kind: { matches: \"*e\" }, revision: 0 }", "{ revision: \">= 1\" }")]
    public void lets_rules_stand_that_no_transaction_can_both_match(string first, string second) => Assert.That(Found(Two(first, second)), Is.Empty);

    [Test]
    public void does_not_mind_an_overlap_that_a_higher_rule_takes() =>
        Assert.That(
            Found(
                Two("{ kind: sale, source: stripe }", "{ kind: sale, gross: \">= 100\" }")
                    + Rule("higher", "{ kind: sale, source: stripe, gross: \">= 50\" }", DebitGross, CreditGross)
                        .Replace("when:", "priority: 200\n    when:", StringComparison.Ordinal)
            ),
            Is.Empty
        );

    [Test]
    public void points_at_the_rule_in_the_file()
    {
        var (set, errors) = RuleSetExamination.Of(
            Head + Rule("sale", "{ kind: sale }", DebitGross, """{ cr: "income:sales", amount: net }"""),
            "shop.yaml",
            CancellationToken.None
        );
        Assert.Multiple(() =>
        {
            Assert.That(set, Is.Null);
            Assert.That(
                errors.Single(),
                Does.StartWith("shop.yaml:5:9: rule sale: debits less credits are").And.Contain("for example {").And.Contain("= held: ")
            );
        });
    }

    const string DebitBank = """{ dr: "assets:bank", amount: gross }""";
    const string CreditRecognised = """{ cr: "assets:clearing:{source}", amount: "gross - unrecognised" }""";
    const string CreditSuspense = """{ cr: "liabilities:suspense", amount: unrecognised }""";
    const string CreditClearing = """{ cr: "assets:clearing:{source}", amount: gross }""";

    static string Payout(string assert, params string[] lines) => Rule("payout", "{ kind: payout }", lines) + $"    assert: {assert}\n";

    const string ToZero = """{ clearing: "assets:clearing:{source}" }""";
    const string RestToSuspense = """{ clearing: "assets:clearing:{source}", else: "liabilities:suspense" }""";

    [Test]
    public void a_payout_takes_from_clearing_what_its_contents_bring()
    {
        Assert.That(Found(Payout(ToZero, DebitBank, CreditClearing)), Is.Empty);
        Assert.That(Found(Payout(RestToSuspense, DebitBank, CreditRecognised, CreditSuspense)), Is.Empty);
        Assert.That(
            Found(
                Payout(
                    RestToSuspense,
                    DebitBank,
                    CreditRecognised,
                    """{ cr: "liabilities:suspense", amount: unrecognised, if: "unrecognised != 0" }"""
                )
            ),
            Is.Empty
        );
    }

    [Test]
    public void a_payout_that_leaves_something_on_clearing_is_told_how_much()
    {
        Assert.That(
            Found(Payout(ToZero, DebitBank, CreditRecognised, CreditSuspense)),
            Is.EqualTo("the payout cannot bring assets:clearing:{source} to zero: its lines leave unrecognised there")
        );
        Assert.That(
            Found(
                Payout(
                    RestToSuspense,
                    DebitBank,
                    CreditClearing,
                    """{ cr: "liabilities:suspense", amount: tip }""",
                    """{ dr: "expenses:tips", amount: tip }"""
                )
            ),
            Is.EqualTo("the payout cannot bring assets:clearing:{source} to zero: its lines leave -unrecognised there")
                .Or.Contains("- unrecognised there")
        );
    }

    [Test]
    public void what_is_unrecognised_needs_a_line_too()
    {
        var problem = Problems(Rule("payout", "{ kind: payout }", DebitBank, CreditRecognised)).Single();
        Assert.That(problem.Found, Is.EqualTo("debits exceed credits by unrecognised when unrecognised is not 0"));
        Assert.That(
            ExampleText.Of(problem.Example!),
            Does.StartWith("{ source: till, kind: payout, currency: USD, gross: ").And.Contain("contents: [{ id: payment-1, kind: payment, amount: ")
        );
        Assert.That(problem.Outcome, Does.Match("exceed (debits|credits) by [0-9]+[.]00 USD"));
    }
}
