using System.Text.Json;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

public class Giving_back_money_of_a_sale_that_names_no_way
{
    static readonly RuleSet Set = Written.Set(
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

    static readonly SourceTransaction Sale = Giving_back.Sale with { Gross = 10m, Items = [], Taxes = [], Tip = 0m, Tenders = [] };
    static readonly SourceTransaction InCash = Giving_back.Refund with { Gross = 10m, Tenders = [new("cash", 10m, null)] };

    static MapResult.Mapped Map(SourceTransaction refund, SourceTransaction sale, Portion? decided = null) =>
        (MapResult.Mapped)RuleEvaluation.Map(refund, Set, "acme", new Original(sale, Set, []) { Decided = decided });

    static string[] Lines(MapResult.Mapped mapped) => [.. mapped.Entry.Lines.Select(LineText.Of)];

    [TestCase("cash", "cr assets:cash 10.00 USD")]
    [TestCase("card", "cr assets:clearing:till 10.00 USD")]
    [TestCase("store_credit", "cr liabilities:store-credit 10.00 USD")]
    public void goes_by_the_way_that_the_refund_names(string method, string money) =>
        Assert.That(Lines(Map(InCash with { Tenders = [new(method, 10m, null)] }, Sale)), Is.EqualTo(new[] { money, "dr income:sales 10.00 USD" }));

    [Test]
    public void goes_so_too_when_it_is_made_once_more()
    {
        var mapped = Map(InCash, Sale);
        Assert.That(mapped.GivesBack!.OwnTenders, Is.True);
        var stored = JsonSerializer.Deserialize<Portion>(JsonSerializer.Serialize(mapped.GivesBack))!;
        Assert.That(EntryProof.Difference(mapped.Entry, InCash, Set, new Original(Sale, Set, []) { Decided = stored }), Is.Null);
        Assert.That(Map(InCash, Sale, stored).GivesBack!.OwnTenders, Is.True);
    }

    [Test]
    public void went_to_the_source_in_what_was_decided_before_that_was_noted()
    {
        var stored = JsonSerializer.Deserialize<Portion>("""{"Gross":10.00,"Currency":"USD","Marks":[],"Items":[],"Taxes":[],"Tenders":[]}""")!;
        var old = Map(InCash, Sale, stored);
        Assert.That(Lines(old), Is.EqualTo(new[] { "cr assets:clearing:till 10.00 USD", "dr income:sales 10.00 USD" }));
        Assert.That(old.GivesBack!.OwnTenders, Is.False, "and stays so");
        Assert.That(
            Lines(Map(InCash, Sale with { Tenders = [new("card", 10m, null)] }, stored with { Tenders = [10m] })),
            Is.EqualTo(new[] { "cr assets:cash 10.00 USD", "dr income:sales 10.00 USD" }),
            "where the sale names some they always counted"
        );
    }
}
