using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>An amount that was given back out of goodwill was shared out by us. It takes nothing from an item that comes back later, by its name.</summary>
public sealed class Naming_what_is_given_back_after_an_amount
{
    static readonly RuleSet Set = Giving_back.Rules();
    static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20261128UL, 11UL);
    static readonly TransactionItem Pan = new("pan", "product", "kitchen", 1m, 60m);
    static readonly TransactionItem Novel = new("novel", "product", "books", 1m, 40m);

    static readonly SourceTransaction Sale = Giving_back.Sale with { Gross = 100m, Items = [Pan, Novel], Taxes = [], Tip = 0m, Tenders = [] };

    static SourceTransaction Refund(decimal gross, params TransactionItem[] items) => Giving_back.Refund with { Gross = gross, Items = items };

    static MapResult Map(SourceTransaction refund, SourceTransaction sale, IEnumerable<Portion> before) =>
        RuleEvaluation.Map(refund, Set, "acme", new Original(sale, Set, [.. before]));

    static (string[] Lines, Portion Portion) Mapped(SourceTransaction refund, SourceTransaction sale, params Portion[] before)
    {
        var result = Map(refund, sale, before);
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        var mapped = (MapResult.Mapped)result;
        return ([.. mapped.Entry.Lines.Select(LineText.Of)], mapped.GivesBack!);
    }

    static string Held(SourceTransaction refund, SourceTransaction sale, params Portion[] before)
    {
        var result = Map(refund, sale, before);
        Assert.That(result, Is.InstanceOf<MapResult.Held>(), result.ToString());
        return ((MapResult.Held)result).Reason;
    }

    [Test]
    public void the_item_comes_back_as_a_whole()
    {
        var (_, goodwill) = Mapped(Refund(10m), Sale);
        var (lines, pan) = Mapped(Refund(60m, Pan), Sale, goodwill);
        Assert.That(lines, Is.EqualTo(new[] { "cr assets:clearing:till 60.00 USD", "dr income:sales:kitchen 60.00 USD" }));
        Assert.That(Mapped(Refund(30m), Sale, goodwill, pan).Lines, Contains.Item("dr income:sales:books 30.00 USD"));
        Assert.That(Mapped(Refund(30m, Novel with { Net = 30m }), Sale, goodwill, pan).Lines, Contains.Item("dr income:sales:books 30.00 USD"));
    }

    [Test]
    public void never_more_money_than_is_left()
    {
        var (_, goodwill) = Mapped(Refund(10m), Sale);
        var (_, pan) = Mapped(Refund(60m, Pan), Sale, goodwill);
        Assert.That(
            Held(Refund(40m, Novel), Sale, goodwill, pan),
            Does.Contain("gives back 40.00 USD, and of the 100.00 USD of s-1 30.00 USD is left")
        );
    }

    [Test]
    public void never_more_of_an_item_than_was_sold()
    {
        var (_, goodwill) = Mapped(Refund(10m), Sale);
        var (_, pan) = Mapped(Refund(60m, Pan), Sale, goodwill);
        Assert.That(
            Held(Refund(0.01m, Pan with { Net = 0.01m }), Sale, goodwill, pan),
            Does.Contain("of the item 'pan' it gives back 0.01 USD, and 0.00 of it is left in s-1")
        );
        Assert.That(Held(Refund(60.01m, Pan with { Net = 60.01m }), Sale, goodwill), Does.Contain("and 60.00 of it is left in s-1"));
    }

    [Test]
    public void the_same_holds_for_a_tax_a_tip_and_goods_that_have_no_names()
    {
        var sale = Giving_back.Sale with { Tenders = [] };
        var (_, goodwill) = Mapped(Refund(59m), sale);
        var rest = Refund(59m) with { Taxes = [new("NY", "sales", 8m)], Tip = 10m };
        Assert.That(
            Mapped(rest, sale, goodwill).Lines,
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 59.00 USD",
                    "dr income:sales:kitchen 24.60 USD",
                    "dr income:sales:books 16.40 USD",
                    "dr liabilities:tax:ny 8.00 USD",
                    "dr liabilities:tips 10.00 USD",
                }
            )
        );
        Assert.That(Mapped(Refund(59m) with { Tip = 1m }, sale, goodwill).Lines, Contains.Item("dr income:sales:kitchen 34.80 USD"));
    }

    [TestCase(0)]
    [TestCase(18)]
    public void goods_that_come_back_beside_a_tax_or_a_tip_do_so_only_once(decimal discount)
    {
        var sale = Giving_back.Sale with { Gross = 118m - discount, Discount = discount, Tenders = [] };
        var withTax = Refund(54m) with { Taxes = [new("NY", "sales", 4m)] };
        var (_, first) = Mapped(withTax with { Gross = 54m - discount, Discount = discount }, sale);
        var (_, second) = Mapped(withTax, sale, first);
        Assert.That(
            Held(Refund(10m) with { Tip = 1m }, sale, first, second),
            Does.Contain("of the goods it gives back 9.00 USD, and 0.00 of it is left in s-1")
        );
        Assert.That(Mapped(Refund(10m) with { Tip = 10m }, sale, first, second).Lines, Contains.Item("dr liabilities:tips 10.00 USD"));
        Assert.That(
            Held(Refund(10m) with { Tip = 1m }, sale, first with { Named = false, Marks = null }, second),
            Does.Contain("and 0.00 of it is left in s-1"),
            "also where it was not noted whether the first named something"
        );
    }

    [Test]
    public void what_was_decided_before_names_were_noted_counts_as_named()
    {
        var old = Mapped(Refund(10m), Sale).Portion with { Marks = null };
        Assert.That(Held(Refund(60m, Pan), Sale, old), Does.Contain("and 54.00 of it is left in s-1"));
    }

    [Test]
    public void of_any_sale_whatever_is_left_of_an_item_and_of_the_money_can_come_back()
    {
        var (named, whole) = (0, 0);
        Prop.ForAll(
                Arb.From(from sale in Carrying_random_parts_over.Sales from cuts in Gen.Choose(1, 100).ArrayOf(5) select (sale, cuts)),
                test =>
                {
                    var (sale, cuts) = test;
                    if (sale.Gross <= 0m)
                        return;
                    var before = new List<Portion>();
                    var left = sale.Items.GroupBy(item => item.Sku).ToDictionary(same => same.Key, same => same.Sum(item => item.Net));
                    foreach (var refund in Pieces(sale, cuts))
                    {
                        before.Add(Mapped(refund, sale, [.. before]).Portion);
                        if (refund.Items is not [var item])
                            continue;
                        named++;
                        var more = (left[item.Sku] -= item.Net) + 0.01m;
                        Assert.That(Map(Refund(more, item with { Net = more }), sale, before), Is.InstanceOf<MapResult.Held>(), "more than was sold");
                    }
                    Assert.That(before.Sum(portion => portion.Gross), Is.EqualTo(sale.Gross));
                    Assert.That(Map(Refund(0.01m), sale, before), Is.InstanceOf<MapResult.Held>(), "more money than was paid");
                    Assert.That(Revised.Contradiction(sale with { Revision = 2 }, before), Is.Null, "the same sale has all of it");
                    whole++;
                }
            )
            .Check(Repeatable);
        Assert.That(named, Is.GreaterThan(2_000));
        Assert.That(whole, Is.GreaterThan(1_000));
    }

    static readonly RuleSet InDollars = Selling_in_a_foreign_currency.Rules(Selling_in_a_foreign_currency.InDollars);

    /// <summary>Of a sale in euros, settled in dollars at another rate than it.</summary>
    static Portion InEuros(SourceTransaction refund, SourceTransaction sale, params Portion[] before)
    {
        var paid = refund with { Currency = "EUR", Settled = new("USD", decimal.Round(refund.Gross * 1.10m, 2) + 0.01m) };
        var result = RuleEvaluation.Map(paid, InDollars, "acme", new Original(sale, InDollars, before));
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return ((MapResult.Mapped)result).GivesBack!;
    }

    [Test]
    public void in_a_foreign_currency_all_that_was_booked_goes_with_the_last()
    {
        var sale = Sale with { Currency = "EUR", Settled = new("USD", 108.17m) };
        var goodwill = InEuros(Refund(10m), sale);
        var pan = InEuros(Refund(60m, Pan), sale, goodwill);
        Assert.That(pan.Booked!.Amounts.Items, Is.EqualTo(new[] { 64.90m, 0m }));
        var rest = InEuros(Refund(30m), sale, goodwill, pan);
        Assert.That(new[] { goodwill, pan, rest }.Sum(portion => portion.Booked!.Amounts.Gross), Is.EqualTo(108.17m), "to the cent");
    }

    [Test]
    public void in_a_foreign_currency_the_parts_of_any_sale_come_to_what_it_was_posted_for()
    {
        var whole = 0;
        Prop.ForAll(
                Arb.From(from sale in Carrying_random_parts_over.Sales from cuts in Gen.Choose(1, 100).ArrayOf(5) select (sale, cuts)),
                test =>
                {
                    if (test.sale.Gross <= 0m)
                        return;
                    var sale = test.sale with { Currency = "EUR", Settled = new("USD", decimal.Round(test.sale.Gross * 1.0817m, 2)) };
                    var before = new List<Portion>();
                    foreach (var refund in Pieces(sale, test.cuts))
                        before.Add(InEuros(refund, sale, [.. before]));
                    Assert.That(before.Sum(portion => portion.Booked!.Amounts.Gross), Is.EqualTo(sale.Settled!.Amount));
                    whole++;
                }
            )
            .Check(Repeatable);
        Assert.That(whole, Is.GreaterThan(1_000));
    }

    /// <summary>All of it: some as an amount, some by the name of an item, the last as an amount or, with luck, by name.</summary>
    static IEnumerable<SourceTransaction> Pieces(SourceTransaction sale, int[] cuts)
    {
        var byName = sale.Items.GroupBy(item => item.Sku).ToDictionary(same => same.Key, same => same.Sum(item => item.Net));
        var money = sale.Gross;
        foreach (var cut in cuts)
        {
            var item = sale.Items.Count > 0 && cut % 2 == 0 ? sale.Items[cut % sale.Items.Count] : null;
            var most = item is null ? money : Math.Min(byName[item.Sku], money);
            var amount = decimal.Round(most * (cut > 80 ? 100 : cut) / 100m, 2);
            if (amount == 0m)
                continue;
            money -= amount;
            if (item is not null)
                byName[item.Sku] -= amount;
            yield return item is null ? Refund(amount) : Refund(amount, item with { Net = amount });
        }
        if (money > 0m)
            yield return Refund(money);
    }
}
