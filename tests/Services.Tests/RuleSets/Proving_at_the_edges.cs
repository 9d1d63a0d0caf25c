using AccountingSync.Accounting.Rules;
using static AccountingSync.Services.Tests.RuleSets.WrittenRules;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Rows of exports, numbers in several spellings, patterns, and sets that are too large.</summary>
public sealed class Proving_at_the_edges
{
    [TestCase("""{ cr: "income:sales", amount: gross, if: "revision >= 1" }""", "revision: 0", "when revision is < 1")]
    [TestCase(
        """{ cr: "income:sales", amount: gross, if: { any: [ { attributes.table: 12 }, { not: { attributes.table: "= 12" } } ] } }""",
        "table: \"12.0\"",
        "when attributes.table is not 12 and attributes.table is = 12"
    )]
    [TestCase("""{ cr: "income:sales", amount: gross, if: { attributes.table: "> 12" } }""", "kind: sale", "when not (attributes.table is > 12)")]
    [TestCase("""{ cr: "income:sales", amount: gross, if: "tip > 0" }""", "kind: sale", "when tip is <= 0")]
    [TestCase("""{ cr: "income:sales", each: items, amount: net }""", "kind: sale", "when there are no items")]
    public void names_the_case_in_which_it_does_not_balance(string credit, string example, string when)
    {
        var problems = Problems(Rule("sale", "{ kind: sale }", DebitGross, credit));
        var problem = problems.First(problem => problem.Found.Contains(when, StringComparison.Ordinal));
        Assert.That(ExampleText.Of(problem.Example!), Does.Contain(example));
        Assert.That(problem.Outcome, Does.Contain("exceed"));
    }

    [TestCase("{ kind: sale, revision: 0 }")]
    [TestCase("{ kind: sale, currency: { matches: \"E*\" } }")]
    public void lets_a_condition_stand_that_some_transaction_fulfils(string when) =>
        Assert.That(Found(Rule("sale", when, DebitGross, CreditGross)), Is.Empty);

    [TestCase("{ kind: sale, revision: \"> 5000000000\" }")]
    [TestCase("{ kind: sale, revision: \"= 1.5\" }")]
    [TestCase("{ kind: { matches: \"*x*\" }, not: { kind: expense } }")]
    public void refuses_a_condition_that_no_transaction_fulfils(string when) =>
        Assert.That(Found(Rule("sale", when, DebitGross, CreditGross)), Is.EqualTo("no transaction can ever fulfil the rule's condition"));

    [Test]
    public void ends_when_a_set_as_a_whole_needs_more_than_may_be_looked_at()
    {
        var set = Set(Two("{ kind: sale, gross: \"> 100\" }", "{ kind: sale, gross: \"<= 100\" }"));
        var problem = RuleSetProof.Problems(set, CancellationToken.None, most: 10).Single();
        Assert.That(
            problem.Found,
            Is.EqualTo("the set cannot be looked at as a whole: its 2 rules have more than 10 combinations, which ended at this rule")
        );
        Assert.That(RuleSetProof.Problems(set, CancellationToken.None), Is.Empty);
    }

    static RuleSet AThousand(Func<int, string> when) =>
        Set(string.Concat(Enumerable.Range(1, 1_000).Select(i => Rule($"rule-{i}", when(i), DebitGross, CreditGross))));

    [Test]
    public void lets_a_thousand_rules_stand_that_are_told_apart()
    {
        Assert.That(RuleSetProof.Problems(AThousand(i => $"{{ kind: sale, source: shop-{i} }}"), CancellationToken.None), Is.Empty);
        Assert.That(RuleSetProof.Problems(AThousand(i => $"{{ location: {{ matches: \"s{i}-*\" }} }}"), CancellationToken.None), Is.Empty);
    }

    [Test]
    public void refuses_a_thousand_rules_of_which_nobody_can_tell_in_time()
    {
        var problem = RuleSetProof.Problems(AThousand(i => $"{{ location: {{ matches: \"*-{i}-s\" }} }}"), CancellationToken.None)[^1];
        Assert.That(problem.Found, Does.StartWith("the set cannot be looked at as a whole: its 1000 rules have more than 4000000 combinations"));
    }

    [Test]
    public void ends_when_nobody_waits_any_more() =>
        Assert.That(
            () => RuleSetProof.Problems(Set(Rule("sale", "{ kind: sale }", DebitGross, CreditGross)), new CancellationToken(canceled: true)),
            Throws.InstanceOf<OperationCanceledException>()
        );

    [Test]
    public void says_why_it_shows_no_transaction()
    {
        var problem = Problems(Two("{ location: { matches: \"/^a(b|c)+z$/\" } }", "{ location: { matches: \"/^ac{2}z$/\" } }")).Single();
        Assert.That(problem.Example, Is.Null);
        Assert.That(
            problem.NoExample,
            Is.EqualTo(
                "no 'location' was found that matches /^a(b|c)+z$/ and matches /^ac{2}z$/, and from the patterns alone nobody can say that there is none"
            )
        );
    }
}
