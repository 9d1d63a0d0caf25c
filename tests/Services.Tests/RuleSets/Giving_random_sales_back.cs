using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Transformation.RuleSets;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Services.Tests.RuleSets;

/// <summary>Sales of every shape come back in pieces of any size, by the shipped rules.</summary>
public sealed class Giving_random_sales_back
{
    const int Sales = 5_000;
    static readonly RuleSet Retail = ShippedRuleSets.Load(ShippedRuleSets.Retail);
    static readonly Config Repeatable = Config.QuickThrowOnFailure.WithMaxTest(Sales).WithReplay(20260201UL, 11UL);

    static readonly Gen<(SourceTransaction Sale, int[] Cuts)> Cases =
        from sale in RandomTransactions.Any
        from cuts in Gen.Choose(1, 100).ArrayOf(4)
        select (sale with { Id = "sale-1", Kind = TransactionKind.Sale, Gross = sale.Gross }, cuts);

    /// <returns>Entries of the sale and of its refunds; null when the sale is held or brings no money.</returns>
    static List<MapResult.Mapped>? Back((SourceTransaction Sale, int[] Cuts) test)
    {
        var (sale, cuts) = test;
        if (sale.Gross <= 0m || TransactionRules.Check(sale).Count > 0 || RuleEvaluation.Map(sale, Retail, "acme") is not MapResult.Mapped sold)
            return null;
        var entries = new List<MapResult.Mapped> { sold };
        var left = sale.Gross;
        var currency = Currencies.Find(sale.Currency);
        for (var i = 0; i < cuts.Length && left > 0m; i++)
        {
            var amount = i == cuts.Length - 1 ? left : decimal.Round(left * cuts[i] / 100m, currency.Scale);
            left -= amount;
            if (amount == 0m)
                continue;
            var refund = new SourceTransaction
            {
                Source = sale.Source,
                Id = $"refund-{i}",
                Kind = TransactionKind.Refund,
                OccurredAt = sale.OccurredAt,
                Currency = sale.Currency,
                Gross = amount,
                RelatedTo = sale.Id,
            };
            var before = entries.Skip(1).Select(entry => entry.GivesBack!).ToList();
            var result = RuleEvaluation.Map(refund, Retail, "acme", new Original(sale, Retail, before));
            Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
            entries.Add((MapResult.Mapped)result);
        }
        return entries;
    }

    [Test]
    public void leaves_nothing_when_all_has_come_back()
    {
        var looked = 0;
        Prop.ForAll(
                Arb.From(Cases),
                test =>
                {
                    if (Back(test) is not { } entries)
                        return;
                    looked++;
                    var left = entries
                        .SelectMany(mapped => mapped.Entry.Lines)
                        .GroupBy(line => line.Account.Replace("income:refunds:", "income:sales:", StringComparison.Ordinal))
                        .Where(account => account.Sum(line => line.Amount) != 0m)
                        .Select(account => account.Key);
                    Assert.That(left, Is.Empty);
                }
            )
            .Check(Repeatable);
        Assert.That(looked, Is.GreaterThan(Sales / 10));
    }

    [Test]
    public void never_gives_back_more_of_any_part_than_was_there() =>
        Prop.ForAll(
                Arb.From(Cases),
                test =>
                {
                    if (Back(test) is not { } entries)
                        return;
                    var parts = entries.Skip(1).Select(entry => entry.GivesBack!).ToList();
                    for (var i = 0; i < test.Sale.Items.Count; i++)
                        Check(test.Sale.Items[i].Net, parts.Select(part => part.Items[i]));
                    for (var i = 0; i < test.Sale.Taxes.Count; i++)
                        Check(test.Sale.Taxes[i].Amount, parts.Select(part => part.Taxes[i]));
                    Check(test.Sale.Tip, parts.Select(part => part.Tip));
                    Check(test.Sale.Discount, parts.Select(part => part.Discount));
                    Check(test.Sale.Shipping, parts.Select(part => part.Shipping));
                }
            )
            .Check(Repeatable);

    static void Check(decimal was, IEnumerable<decimal> given)
    {
        var sum = 0m;
        foreach (var amount in given)
        {
            sum += amount;
            Assert.That(Math.Abs(sum), Is.LessThanOrEqualTo(Math.Abs(was)));
            Assert.That(Math.Sign(amount) * Math.Sign(was), Is.Not.Negative);
        }
    }
}
