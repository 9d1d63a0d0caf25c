using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>Any sale is given back in pieces, then revised into any other, then given back to the end.</summary>
public sealed class Carrying_random_parts_over
{
    static readonly RuleSet Set = Giving_back.Rules();
    static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(5_000).WithReplay(20261128UL, 7UL);

    static readonly Gen<decimal> Cents = Gen.Choose(0, 20_000).Select(cents => cents / 100m);

    internal static readonly Gen<SourceTransaction> Sales =
        from goodsCount in Gen.Choose(0, 4)
        from goods in Gen.Elements("pan", "novel", "lamp", "vase").Zip(Cents).ArrayOf(goodsCount)
        from taxCount in Gen.Choose(0, 2)
        from taxes in Gen.Elements("NY", "NJ").Zip(Cents).ArrayOf(taxCount)
        from tip in Cents
        from shipping in Cents
        from discount in Cents
        let items = goods.Select(item => new TransactionItem(item.Item1, "product", item.Item1, 1m, item.Item2)).ToArray()
        let sum = items.Sum(item => item.Net) + taxes.Sum(tax => tax.Item2) + tip + shipping
        select Written.Sale with
        {
            Items = items,
            Taxes = [.. taxes.Select(tax => new TransactionTax(tax.Item1, "sales", tax.Item2))],
            Tip = tip,
            Shipping = shipping,
            Discount = items.Sum(item => item.Net) > discount ? discount : 0m,
            Gross = sum - (items.Sum(item => item.Net) > discount ? discount : 0m),
        };

    static readonly Gen<(SourceTransaction Sale, SourceTransaction Revised, int[] Cuts)> Cases =
        from sale in Sales
        from revised in Sales
        from cuts in Gen.Choose(1, 100).ArrayOf(3)
        select (sale, revised with { Revision = 2 }, cuts);

    static SourceTransaction Refund(int number, decimal amount) => Giving_back.Refund with { Id = $"r-{number}", Gross = amount };

    static MapResult Map(SourceTransaction refund, SourceTransaction original, IReadOnlyList<Portion> before) =>
        RuleEvaluation.Map(refund, Set, "acme", new Original(original, Set, before));

    static List<Portion> Pieces(SourceTransaction sale, int[] cuts)
    {
        var portions = new List<Portion>();
        var left = sale.Gross;
        foreach (var cut in cuts)
        {
            var amount = decimal.Round(left * cut / 100m, 2);
            left -= amount;
            if (amount > 0m)
                portions.Add(((MapResult.Mapped)Map(Refund(portions.Count, amount), sale, portions)).GivesBack!);
        }
        return portions;
    }

    [Test]
    public void never_leaves_more_or_less_than_there_is()
    {
        var (rested, refused) = (0, 0);
        Prop.ForAll(
                Arb.From(Cases),
                test =>
                {
                    if (test.Sale.Gross <= 0m)
                        return;
                    var before = Pieces(test.Sale, test.Cuts);
                    var given = before.Sum(portion => portion.Gross);
                    var contradiction = Revised.Contradiction(test.Revised, before);
                    Assert.That(contradiction is null, Is.EqualTo(before.Count == 0 || (given <= test.Revised.Gross && test.Revised.Gross > 0m)));
                    if (contradiction is not null || test.Revised.Gross <= given)
                    {
                        refused++;
                        return;
                    }
                    Whole(test.Revised, before, given);
                    rested++;
                }
            )
            .Check(Repeatable);
        Assert.That(rested, Is.GreaterThan(500));
        Assert.That(refused, Is.GreaterThan(500));
    }

    /// <summary>Of what is named, as far as it can be given back: each refund names an item, or a tax and no item, or is an amount.</summary>
    static List<Portion> Mixed(SourceTransaction sale, int[] cuts)
    {
        var portions = new List<Portion>();
        foreach (var cut in cuts)
        {
            var refund = Refund(portions.Count, sale.Gross * cut / 400m);
            if (cut % 3 == 0 && sale.Items.Count > 0)
            {
                var item = sale.Items[cut % sale.Items.Count];
                var net = decimal.Round(item.Net * cut / 200m, 2);
                refund = refund with { Gross = net, Items = [item with { Net = net }] };
            }
            else if (cut % 3 == 1 && sale.Taxes.Count > 0)
            {
                var tax = sale.Taxes[cut % sale.Taxes.Count];
                var amount = decimal.Round(tax.Amount * cut / 200m, 2);
                refund = refund with { Gross = 2m * amount, Taxes = [tax with { Amount = amount }] };
            }
            refund = refund with { Gross = decimal.Round(refund.Gross, 2) };
            if (refund.Gross > 0m && Map(refund, sale, portions) is MapResult.Mapped { GivesBack: { } given })
                portions.Add(given);
        }
        return portions;
    }

    [Test]
    public void contradicts_the_same_in_whatever_order_refunds_came()
    {
        var (held, passed) = (0, 0);
        Prop.ForAll(
                Arb.From(Cases),
                test =>
                {
                    if (test.Sale.Gross <= 0m)
                        return;
                    var before = Mixed(test.Sale, test.Cuts);
                    var contradiction = Revised.Contradiction(test.Revised, before);
                    Assert.That(Revised.Contradiction(test.Revised, [.. before.AsEnumerable().Reverse()]), Is.EqualTo(contradiction));
                    var given = before.Sum(portion => portion.Gross);
                    var isNamed = before.Any(portion => portion.Named);
                    if (!isNamed || contradiction?.StartsWith("of the parts", StringComparison.Ordinal) != true)
                        Assert.That(contradiction is null, Is.EqualTo(before.Count == 0 || (given <= test.Revised.Gross && test.Revised.Gross > 0m)));
                    if (isNamed && contradiction is null)
                        passed++;
                    else if (isNamed)
                        held++;
                    Assert.That(Revised.Contradiction(test.Sale with { Revision = 2 }, before), Is.Null, "the same sale has all of it");
                }
            )
            .Check(Repeatable);
        Assert.That(passed, Is.GreaterThan(200));
        Assert.That(held, Is.GreaterThan(200));
    }

    /// <summary>The rest can be given back, a cent more cannot, and no part goes beyond what the revision has of it.</summary>
    static void Whole(SourceTransaction revised, IReadOnlyList<Portion> before, decimal given)
    {
        var result = Map(Refund(9, revised.Gross - given), revised, before);
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        var rest = ((MapResult.Mapped)result).GivesBack!;
        Assert.That(rest.Gross, Is.EqualTo(revised.Gross - given));
        foreach (
            var (left, there) in rest
                .Items.Zip(revised.Items.Select(item => item.Net))
                .Concat(rest.Taxes.Zip(revised.Taxes.Select(tax => tax.Amount)))
        )
            Assert.That(left, Is.InRange(0m, there));
        Assert.That(rest.Tip, Is.InRange(0m, revised.Tip));
        Assert.That(rest.Shipping, Is.InRange(0m, revised.Shipping));
        Assert.That(rest.Discount, Is.InRange(0m, revised.Discount));
        Assert.That(Map(Refund(9, revised.Gross - given + 0.01m), revised, before), Is.InstanceOf<MapResult.Held>());
    }
}
