using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Naming_an_account
{
    static string Account(string template, SourceTransaction transaction) =>
        Set(Rule("a", "kind = sale", Dr(template, "gross"), Cr("income:sales", "gross"))).Entry(transaction).Lines[0].Account;

    [TestCase("Food & Drink", "food-drink")]
    [TestCase("  north -- side  ", "north-side")]
    [TestCase("Café Müller", "cafe-muller")]
    [TestCase("a:b/c", "a-b-c", Description = "a value cannot add a level")]
    [TestCase("ba_1AbC", "ba-1abc")]
    [TestCase("2nd", "2nd")]
    [TestCase("Straße", "strasse")]
    public void makes_a_value_safe(string location, string segment) =>
        Assert.That(Account("assets:bank:{location}", Sale with { Location = location }), Is.EqualTo("assets:bank:" + segment));

    [TestCase("assets:bank:{location|main}", "assets:bank:main")]
    [TestCase("assets:bank:{attributes.branch|main}-{source}", "assets:bank:main-till")]
    public void uses_the_default_for_what_is_missing(string template, string account) => Assert.That(Account(template, Sale), Is.EqualTo(account));

    [TestCase("食品")]
    [TestCase("Food 食品")]
    [TestCase("---")]
    public void holds_what_it_cannot_write(string location)
    {
        var held = Set(Rule("a", "kind = sale", Dr("assets:bank:{location}", "gross"), Cr("income:sales", "gross")))
            .Held(Sale with { Location = location });
        Assert.That(
            held,
            Is.EqualTo(
                new MapResult.Held(
                    "missing-value",
                    $"Rule a: line 1, assets:bank:{{location}}: location of the transaction is '{location}', which no account name can carry. "
                        + "Give it a name in Latin letters or digits.",
                    "a"
                )
            )
        );
    }

    [Test]
    public void holds_what_is_missing_and_has_no_default()
    {
        var set = Set(Rule("a", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales:{category}", "net", "items")));
        Assert.That(
            set.Held(Sale with { Items = [new("mug", "product", null, 1m, 100m)] }),
            Is.EqualTo(
                new MapResult.Held(
                    "missing-value",
                    "Rule a: line 2, income:sales:{category}: the item 'mug' has no category. Fill it in at the source, or give the rule a default: {category|name}.",
                    "a"
                )
            )
        );
    }

    [Test]
    public void needs_no_name_for_a_line_of_zero() =>
        Assert.That(
            Set(Rule("a", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "net"), Cr("liabilities:tips:{location}", "tip")))
                .Lines(Sale),
            Is.EqualTo(new[] { "dr assets:cash 100.00 USD", "cr income:sales 100.00 USD" })
        );

    [Test]
    public void keeps_to_the_chart()
    {
        var chart = new ChartOfAccounts([new("assets:bank:north", "asset"), new("assets:bank:south", "asset"), new("income:*", "income")]);
        var set = SetIn(Always, null, chart, Rule("a", "kind = sale", Dr("assets:bank:{location}", "gross"), Cr("income:sales", "gross")));
        Assert.Multiple(() =>
        {
            Assert.That(set.Entry(Sale with { Location = "North" }).Lines[0].Account, Is.EqualTo("assets:bank:north"));
            Assert.That(
                set.Held(Sale with { Location = "west" }).Reason,
                Is.EqualTo("Rule a: line 1 posts to assets:bank:west, which is not in the chart of accounts. Declare it, or correct the transaction.")
            );
        });
    }

    [TestCase("cash")]
    [TestCase("assets")]
    [TestCase("Assets:cash")]
    [TestCase("{source}:cash")]
    [TestCase("a{source}:cash")]
    [TestCase("assets::cash")]
    [TestCase("assets:cash:")]
    [TestCase("assets:ca sh")]
    [TestCase("assets:-cash")]
    [TestCase("assets:{location")]
    [TestCase("assets:location}")]
    [TestCase("assets:{location|}")]
    [TestCase("assets:{location|a:b}")]
    [TestCase("assets:{}")]
    [TestCase("assets:{gross}")]
    [TestCase("")]
    public void refuses_a_template_that_could_make_a_bad_name(string template) =>
        Assert.That(AccountTemplate.TryParse(template, ElementKind.None, out _, out _), Is.False);
}
