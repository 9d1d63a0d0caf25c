using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>A sale of 118 (a pan for 60, a novel for 40, tax of 8, a tip of 10) is revised after refunds of it were posted.</summary>
public sealed class Revising_what_parts_were_given_back_of
{
    static readonly SourceTransaction Sale = Giving_back.Sale;
    static readonly SourceTransaction Refund = Giving_back.Refund;
    static readonly RuleSet Set = Giving_back.Rules();

    static readonly TransactionItem Pan = new("pan", "product", "kitchen", 1m, 60m);
    static readonly TransactionItem Novel = new("novel", "product", "books", 1m, 40m);

    static SourceTransaction SaleOf(params TransactionItem[] items) =>
        Sale with
        {
            Revision = 2,
            Items = items,
            Gross = items.Sum(item => item.Net) + 18m,
            Tenders = [],
        };

    static MapResult.Mapped Map(SourceTransaction refund, SourceTransaction original, params Portion[] before)
    {
        var result = RuleEvaluation.Map(refund, Set, "acme", new Original(original, Set, before));
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return (MapResult.Mapped)result;
    }

    static Portion Given(SourceTransaction refund, params Portion[] before) => Map(refund, Sale, before).GivesBack!;

    static SourceTransaction Of(decimal amount) => Refund with { Gross = amount };

    static SourceTransaction OfPan(decimal net) => Refund with { Gross = net, Items = [Pan with { Net = net }] };

    /// <summary>What the last refund takes: all that is left.</summary>
    static string[] Rest(SourceTransaction revised, params Portion[] before) =>
        [
            .. Map(Refund with { Id = "r-last", Gross = revised.Gross - before.Sum(portion => portion.Gross) }, revised, before)
                .Entry.Lines.Skip(1)
                .Select(LineText.Of),
        ];

    static string? Difference(SourceTransaction refund, SourceTransaction revised, params Portion[] before)
    {
        var posted = Map(refund, Sale, before).GivesBack!;
        return GivenBackDifference.Of(refund, Set, "acme", new Original(Sale, Set, []) { Decided = posted }, new Original(revised, Set, before));
    }

    [Test]
    public void an_item_counts_as_itself_wherever_it_stands_now() =>
        Assert.That(
            Rest(SaleOf(Novel, Pan), Given(OfPan(60m))),
            Is.EqualTo(new[] { "dr income:sales:books 40.00 USD", "dr liabilities:tax:ny 8.00 USD", "dr liabilities:tips 10.00 USD" })
        );

    [Test]
    public void an_item_that_is_not_there_any_more_counts_among_the_other_goods() =>
        Assert.That(
            Rest(SaleOf(Pan with { Net = 100m }), Given(Of(59m))),
            Is.EqualTo(new[] { "dr income:sales:kitchen 50.00 USD", "dr liabilities:tax:ny 4.00 USD", "dr liabilities:tips 5.00 USD" })
        );

    [Test]
    public void a_tip_that_is_added_is_left() =>
        Assert.That(
            Rest(Sale with { Revision = 2, Tip = 30m, Gross = 138m, Tenders = [] }, Given(Of(59m))),
            Has.Member("dr liabilities:tips 25.00 USD").And.Member("dr income:sales:kitchen 30.00 USD")
        );

    [Test]
    public void a_tax_that_is_taken_off_counts_by_its_amount()
    {
        var untaxed = Sale with { Revision = 2, Taxes = [], Gross = 110m, Tenders = [] };
        Assert.That(Revised.Contradiction(untaxed, [Given(Of(59m))]), Is.Null);
        Assert.That(
            Rest(untaxed, Given(Of(59m))).Sum(line => decimal.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture)),
            Is.EqualTo(51m)
        );
    }

    [Test]
    public void a_discount_that_is_taken_off_leaves_the_sum_as_it_was_given_back()
    {
        var sale = Sale with { Discount = 18m, Gross = 100m, Tenders = [] };
        var given = Map(Of(50m), sale).GivesBack!;
        var revised = Sale with { Revision = 2, Tenders = [] };
        var rest = Map(Refund with { Id = "r-2", Gross = 68m }, revised, given);
        Assert.That(rest.GivesBack!.Gross, Is.EqualTo(68m));
        Assert.That(rest.GivesBack.Discount, Is.Zero);
    }

    [TestCase("59", "59", null)]
    [TestCase("59", "58.99", "59.00 USD of it was given back, and this revision is 58.99 USD")]
    [TestCase("118", "118", null)]
    [TestCase("118", "117.99", "118.00 USD of it was given back, and this revision is 117.99 USD")]
    public void falling_below_what_was_given_back_is_a_contradiction(decimal given, decimal revised, string? why) =>
        Assert.That(
            Revised.Contradiction(Sale with { Revision = 2, Gross = revised, Items = [], Taxes = [], Tip = 0m, Tenders = [] }, [Given(Of(given))]),
            Is.EqualTo(why)
        );

    [Test]
    public void so_is_less_of_an_item_than_refunds_name()
    {
        Assert.That(
            Revised.Contradiction(SaleOf(Pan with { Net = 20m }, Novel with { Net = 80m }), [Given(OfPan(30m))]),
            Is.EqualTo("of the parts that refunds name, 10.00 USD more was given back than this revision has of them")
        );
        Assert.That(Revised.Contradiction(SaleOf(Pan with { Net = 30m }, Novel with { Net = 70m }), [Given(OfPan(30m))]), Is.Null);
    }

    [Test]
    public void what_was_only_an_amount_may_be_of_other_parts() =>
        Assert.That(Revised.Contradiction(SaleOf(Pan with { Net = 20m }, Novel with { Net = 80m }), [Given(Of(59m))]), Is.Null);

    [Test]
    public void another_currency_is_a_contradiction() =>
        Assert.That(
            Revised.Contradiction(Sale with { Revision = 2, Currency = "EUR" }, [Given(Of(1m))]),
            Is.EqualTo("a part of it was given back in USD, and this revision is in EUR")
        );

    [Test]
    public void nothing_is_one_where_nothing_was_given_back() => Assert.That(Revised.Contradiction(Sale with { Gross = 0m }, []), Is.Null);

    [Test]
    public void a_part_of_before_its_marks_were_noted_counts_by_the_kind_of_its_amounts()
    {
        var old = Given(Of(59m)) with { Marks = null, Currency = null };
        Assert.That(
            Rest(SaleOf(Pan with { Net = 100m }), old),
            Is.EqualTo(new[] { "dr income:sales:kitchen 50.00 USD", "dr liabilities:tax:ny 4.00 USD", "dr liabilities:tips 5.00 USD" })
        );
    }

    [Test]
    public void the_difference_of_a_posted_refund_is_named_to_the_cent() =>
        Assert.That(
            Difference(Of(59m), SaleOf(Pan with { Net = 100m, Category = "garden" })),
            Is.EqualTo(
                "Revision 2 of s-1 stands now: as a part of that it would be posted otherwise, by dr income:sales:garden 50.00 USD, cr income:sales:kitchen 30.00 USD, cr income:sales:books 20.00 USD"
            )
        );

    [Test]
    public void there_is_none_where_the_parts_are_the_same()
    {
        Assert.That(Difference(Of(59m), Sale with { Revision = 2, Customer = "somebody" }), Is.Null);
        Assert.That(Difference(OfPan(30m), SaleOf(Novel, Pan)), Is.Null);
        Assert.That(Difference(Of(33.33m), Sale with { Revision = 2 }, Given(Of(33.33m)), Given(Of(7.77m), Given(Of(33.33m)))), Is.Null);
    }

    [Test]
    public void what_could_not_be_given_back_now_is_named_too() =>
        Assert.That(
            Difference(OfPan(50m), SaleOf(Novel)),
            Does.StartWith("Revision 2 of s-1 stands now: Rule refund: of the item 'pan' it gives back 50.00 USD, and 0.00 of it is left")
        );
}
