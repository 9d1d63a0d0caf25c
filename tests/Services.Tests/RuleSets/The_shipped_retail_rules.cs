using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Services.Tests.RuleSets;

public sealed class The_shipped_retail_rules
{
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);

    [TestCaseSource(nameof(Fixtures))]
    public void do_what_their_own_tests_say(string name)
    {
        var failure = RuleSetFixtures.Run(Retail).FirstOrDefault(failure => failure.Name == name);
        Assert.That(failure?.Message, Is.Null);
    }

    static IEnumerable<string> Fixtures() => Retail.Fixtures.Select(fixture => fixture.Name);

    [Test]
    public void have_a_test_for_every_rule_and_every_kind()
    {
        var rules = Retail.Fixtures.Select(fixture => fixture.Expect).OfType<FixtureExpectation.Posts>().Select(posts => posts.Rule);
        Assert.Multiple(() =>
        {
            Assert.That(Retail.Rules.Select(rule => rule.Id).Except(rules.Append("fee")), Is.Empty);
            Assert.That(Retail.Fixtures.Select(fixture => fixture.Given.Kind).Distinct(), Is.EquivalentTo(Enum.GetValues<TransactionKind>()));
        });
    }

    [Test]
    public void name_themselves_on_every_entry()
    {
        var entry = ((MapResult.Mapped)RuleEvaluation.Map(Retail.Fixtures[0].Given, Retail, "acme")).Entry;
        Assert.Multiple(() =>
        {
            Assert.That(entry.Rule, Is.EqualTo(new RuleReference("retail", 1, "sale", RuleSetHash.Of(ShippedRuleSets.Text(ShippedRuleSets.Retail)))));
            Assert.That(entry.Description, Is.EqualTo("sale front-shop sale-1001"));
            Assert.That(entry.Origin, Is.EqualTo(new EntryOrigin("front-shop", "sale-1001", 1, EntryPart.Entry)));
            Assert.That(entry.Organisation, Is.EqualTo("acme"));
        });
    }

    [Test]
    public void say_which_rule_came_nearest_when_none_matches()
    {
        var dispute = Retail.Fixtures.Single(fixture => fixture.Given.Id == "dp_3").Given;
        Assert.That(
            RuleEvaluation.Map(dispute, Retail, "acme"),
            Is.EqualTo(
                new MapResult.Held(
                    HeldReason.NoRule,
                    "No rule of retail 1 matches this dispute. The nearest is dispute.opened, which asks that "
                        + "attributes.status is one of needs_response, opened, under_review (it is 'warning_closed').",
                    "dispute.opened"
                )
            )
        );
    }

    [Test]
    public void hold_a_category_that_no_account_name_can_carry()
    {
        var sale = Retail.Fixtures[0].Given;
        var held = (MapResult.Held)RuleEvaluation.Map(sale with { Items = [sale.Items[0] with { Category = "食品" }] }, Retail, "acme");
        Assert.Multiple(() =>
        {
            Assert.That(held.ReasonCode, Is.EqualTo(HeldReason.MissingValue));
            Assert.That(
                held.Reason,
                Is.EqualTo(
                    "Rule sale: line 10, income:sales:{category|uncategorised}: category of the item 'mug' is '食品', which no account name can carry. "
                        + "Give it a name in Latin letters or digits."
                )
            );
        });
    }
}
