using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Choosing_a_rule
{
    [Test]
    public void takes_the_highest_priority_that_matches()
    {
        var set = Set(Rule("usual", "kind = sale"), Rule("large", "kind = sale and gross >= 100", priority: 200));
        Assert.Multiple(() =>
        {
            Assert.That(set.Entry(Sale).Rule.Rule, Is.EqualTo("large"));
            Assert.That(set.Entry(Sale with { Gross = 99.99m }).Rule.Rule, Is.EqualTo("usual"));
        });
    }

    [Test]
    public void holds_when_two_of_one_priority_match() =>
        Assert.That(
            Set(Rule("a", "kind = sale"), Rule("b", "gross > 50")).Map(Sale),
            Is.EqualTo(
                new MapResult.Held(
                    "ambiguous",
                    "The rules a and b both match with priority 100: give the one that shall win a higher priority, or narrow one of them.",
                    "a"
                )
            )
        );

    [Test]
    public void does_not_mind_a_tie_below_the_rule_that_wins() =>
        Assert.That(
            Set(Rule("a", "kind = sale"), Rule("b", "gross > 50"), Rule("c", "tip = 0", priority: 101)).Entry(Sale).Rule.Rule,
            Is.EqualTo("c")
        );

    [Test]
    public void names_the_nearest_rule_and_what_it_asks() =>
        Assert.That(
            Set(Rule("far", "kind = sale and gross < 10 and tip > 5"), Rule("near", "kind = sale and location = north and gross > 50")).Map(Sale),
            Is.EqualTo(
                new MapResult.Held(
                    "no-rule",
                    "No rule of shop 3 matches this sale. The nearest is near, which asks that location is north (it is missing).",
                    "near"
                )
            )
        );

    [Test]
    public void says_when_no_rule_is_for_the_kind_at_all() =>
        Assert.That(
            Set(Rule("a", "kind = sale")).Map(Sale with { Kind = TransactionKind.Transfer }),
            Is.EqualTo(new MapResult.Held("no-rule", "shop 3 has no rule for the kind transfer. Add one, or correct the kind at the source."))
        );

    [Test]
    public void holds_what_the_set_is_not_for()
    {
        var set = new RuleSet
        {
            Name = "shop",
            Version = 3,
            Hash = "",
            Scope = new RuleSetScope(["stripe"], ["acme"]),
            Effective = Always,
            Rules = [Rule("a", "kind = sale")],
        };
        Assert.Multiple(() =>
        {
            Assert.That(set.Map(Sale with { Source = "stripe" }), Is.InstanceOf<MapResult.Mapped>());
            Assert.That(set.Held(Sale).ReasonCode, Is.EqualTo(HeldReason.OutOfScope));
            Assert.That(
                ((MapResult.Held)RuleEvaluation.Map(Sale with { Source = "stripe" }, set, "other")).ReasonCode,
                Is.EqualTo(HeldReason.OutOfScope)
            );
        });
    }
}
