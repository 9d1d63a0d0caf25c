using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Explaining_an_entry
{
    static readonly SourceTransaction Mugs = Sale with
    {
        Gross = 100.01m,
        Tip = 10m,
        Items = [new TransactionItem("mug", "product", "kitchen", 2m, 60m), new TransactionItem("pan", "product", "kitchen", 1m, 30.01m)],
    };

    static readonly RuleSet Rules = SetIn(
        Always,
        new Rounding("expenses:rounding", 0.02m),
        ChartOfAccounts.Empty,
        Rule(
            "sale",
            "kind = sale",
            Dr("assets:cash", "0.5 * gross"),
            Dr("assets:bank", "0.5 * gross"),
            Cr("income:sales:{category}", "net", each: "items"),
            Cr("liabilities:tips", "gross - net")
        )
    );

    [Test]
    public void names_the_element_and_the_figures_of_each_line() =>
        Assert.That(
            RuleExplanation.Of(Mugs, Rules, "acme")!.Select(origin => $"{origin.Line} | {origin.Element} | {origin.Amount}"),
            Is.EqualTo([
                "dr assets:cash 50.01 USD |  | 0.5 * gross = 0.5 * 100.01",
                "dr assets:bank 50.01 USD |  | 0.5 * gross = 0.5 * 100.01",
                "cr income:sales:kitchen 60.00 USD | item 'mug' | net = 60.00",
                "cr income:sales:kitchen 30.01 USD | item 'pan' | net = 30.01",
                "cr liabilities:tips 10.00 USD |  | gross - net = 100.01 - 90.01",
                "cr expenses:rounding 0.01 USD \"rounding\" |  | what rounding left",
            ])
        );

    [Test]
    public void has_nothing_to_say_of_what_is_held() =>
        Assert.That(RuleExplanation.Of(Sale with { Kind = TransactionKind.Fee }, Rules, "acme"), Is.Null);
}
