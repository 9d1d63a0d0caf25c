using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

public class Giving_back_money_of_a_sale_that_names_no_way
{
    [TestCase("cash", "cr assets:cash 10.00 USD")]
    [TestCase("card", "cr assets:clearing:till 10.00 USD")]
    [TestCase("store_credit", "cr liabilities:store-credit 10.00 USD")]
    public void goes_by_the_way_that_the_refund_names(string method, string money)
    {
        var set = Written.Set(
            Written.Rule(
                "sale",
                "kind = sale",
                Written.Dr("assets:cash", "amount", "tenders[method=cash]"),
                Written.Dr("liabilities:store-credit", "amount", "tenders[method=store_credit]"),
                Written.Dr("assets:clearing:{source}", "amount", "tenders[method!=cash|store_credit]"),
                Written.Dr("assets:clearing:{source}", "gross - tenders.amount"),
                Written.Cr("income:sales", "gross")
            ),
            Written.Rule("refund", "kind = refund") with
            {
                Lines = [],
                Reverse = new Reversing(),
            }
        );
        var sale = Giving_back.Sale with { Gross = 10m, Items = [], Taxes = [], Tip = 0m, Tenders = [] };
        var refund = Giving_back.Refund with { Gross = 10m, Tenders = [new(method, 10m, null)] };
        var result = (MapResult.Mapped)RuleEvaluation.Map(refund, set, "acme", new Original(sale, set, []));
        Assert.That(result.Entry.Lines.Select(LineText.Of), Is.EqualTo(new[] { money, "dr income:sales 10.00 USD" }));
    }
}
