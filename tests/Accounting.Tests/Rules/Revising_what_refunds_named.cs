using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>A revision contradicts a refund in what that named, and in nothing that was shared out for it.</summary>
public sealed class Revising_what_refunds_named
{
    static readonly RuleSet Set = Giving_back.Rules();
    static readonly TransactionItem Pan = new("pan", "product", "kitchen", 1m, 60m);
    static readonly TransactionItem Novel = new("novel", "product", "books", 1m, 40m);
    static readonly TransactionTax Tax = new("NY", "sales", 8m);

    /// <summary>Of 108: goods for 100 that it does not name, tax of 8.</summary>
    static readonly SourceTransaction WithoutItems = Giving_back.Sale with { Gross = 108m, Items = [], Tip = 0m, Tenders = [] };

    static readonly SourceTransaction WithItems = WithoutItems with { Items = [Pan, Novel] };

    static SourceTransaction Refund(decimal gross, TransactionItem[]? items = null, decimal tax = 0m, string id = "r-1") =>
        Giving_back.Refund with
        {
            Id = id,
            Gross = gross,
            Items = items ?? [],
            Taxes = tax == 0m ? [] : [Tax with { Amount = tax }],
        };

    static Portion Given(SourceTransaction refund, SourceTransaction original, params Portion[] before)
    {
        var result = RuleEvaluation.Map(refund, Set, "acme", new Original(original, Set, before));
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return ((MapResult.Mapped)result).GivesBack!;
    }

    static string? Contradiction(SourceTransaction revised, params Portion[] given) => Revised.Contradiction(revised with { Revision = 2 }, given);

    [TestCase("30", null)]
    [TestCase("29.99", "of the parts that refunds name, 0.01 USD more was given back than this revision has of them")]
    public void an_amount_that_was_given_back_before_takes_nothing_from_an_item_that_is_named(decimal pan, string? why)
    {
        var amount = Given(Refund(59m), Giving_back.Sale);
        var named = Given(Refund(30m, [Pan with { Net = 30m }], id: "r-2"), Giving_back.Sale, amount);
        var revised = Giving_back.Sale with { Items = [Pan with { Net = pan }, Novel with { Net = 100m - pan }] };
        Assert.Multiple(() =>
        {
            Assert.That(Contradiction(revised, amount, named), Is.EqualTo(why));
            Assert.That(Contradiction(revised, named, amount), Is.EqualTo(why), "whichever came first");
        });
    }

    [Test]
    public void two_refunds_of_one_item_name_it_together()
    {
        var first = Given(Refund(30m, [Pan with { Net = 30m }]), Giving_back.Sale);
        var second = Given(Refund(20m, [Pan with { Net = 20m }], id: "r-2"), Giving_back.Sale, first);
        Assert.That(
            Contradiction(Giving_back.Sale with { Items = [Pan with { Net = 45m }, Novel with { Net = 55m }] }, first, second),
            Is.EqualTo("of the parts that refunds name, 5.00 USD more was given back than this revision has of them")
        );
    }

    [Test]
    public void items_may_become_known_of_a_sale_that_named_none() =>
        Assert.That(Contradiction(WithItems, Given(Refund(54m, [Pan with { Net = 50m }], tax: 4m), WithoutItems)), Is.Null);

    [Test]
    public void an_item_may_be_renamed_when_a_refund_named_only_the_tax() =>
        Assert.That(Contradiction(WithItems with { Items = [Pan with { Sku = "pan-red" }, Novel] }, Given(Refund(54m, tax: 4m), WithItems)), Is.Null);

    [Test]
    public void a_tax_may_be_added_to_a_sale_that_names_no_items() =>
        Assert.That(
            Contradiction(
                WithoutItems with
                {
                    Gross = 109m,
                    Taxes = [Tax, new("NJ", "sales", 1m)],
                },
                Given(Refund(54m, [Pan with { Net = 50m }], tax: 4m), WithoutItems)
            ),
            Is.Null
        );

    [Test]
    public void the_tax_that_a_refund_names_must_be_there() =>
        Assert.That(
            Contradiction(WithItems with { Taxes = [Tax with { Amount = 3m }], Tip = 5m }, Given(Refund(54m, tax: 4m), WithItems)),
            Is.EqualTo("of the parts that refunds name, 1.00 USD more was given back than this revision has of them")
        );

    [Test]
    public void an_item_that_a_refund_names_may_stand_in_two_lines()
    {
        var revised = WithItems with { Items = [Pan with { Net = 25m }, Novel, Pan with { Net = 35m }] };
        Assert.That(Contradiction(revised, Given(Refund(60m, [Pan]), WithItems)), Is.Null);
    }
}
