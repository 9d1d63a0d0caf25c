using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>Refunds of a sale of 118: a pan for 60, a book for 40, tax of 8, a tip of 10.</summary>
public sealed class Giving_back
{
    internal static readonly SourceTransaction Sale = Written.Sale with
    {
        Gross = 118m,
        Items = [new("pan", "product", "kitchen", 1m, 60m), new("novel", "product", "books", 1m, 40m)],
        Taxes = [new("NY", "sales", 8m)],
        Tip = 10m,
        Tenders = [new("card", 118m, "4242")],
        Location = "north",
    };

    internal static readonly SourceTransaction Refund = Written.Sale with { Id = "r-1", Kind = TransactionKind.Refund, RelatedTo = Sale.Id };

    internal static RuleSet Rules(Reversing? reversing = null) =>
        Written.Set(
            Written.Rule(
                "sale",
                "kind = sale",
                Written.Dr("assets:cash", "amount", "tenders[method=cash]"),
                Written.Dr("assets:clearing:{source}", "amount", "tenders[method!=cash]"),
                Written.Dr("assets:clearing:{source}", "gross - tenders.amount"),
                Written.Dr("income:discounts", "discount"),
                Written.Cr("income:sales:{category}", "net", "items"),
                Written.Cr("income:sales:other", "net - items.net"),
                Written.Cr("liabilities:tax:{jurisdiction}", "amount", "taxes"),
                Written.Cr("liabilities:tips", "tip"),
                Written.Cr("income:shipping", "shipping")
            ),
            Written.Rule("refund", "kind = refund") with
            {
                Lines = [],
                Reverse = reversing ?? new Reversing(),
            }
        );

    static MapResult Map(SourceTransaction refund, Reversing? reversing = null, SourceTransaction? original = null, params Portion[] before)
    {
        var set = Rules(reversing);
        return RuleEvaluation.Map(refund, set, "acme", new Original(original ?? Sale, set, before));
    }

    static string[] Lines(SourceTransaction refund, Reversing? reversing = null, SourceTransaction? original = null, params Portion[] before)
    {
        var result = Map(refund, reversing, original, before);
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return [.. ((MapResult.Mapped)result).Entry.Lines.Select(LineText.Of)];
    }

    static Portion Given(SourceTransaction refund, params Portion[] before) => ((MapResult.Mapped)Map(refund, before: before)).GivesBack!;

    static string Held(SourceTransaction refund, SourceTransaction? original = null, params Portion[] before)
    {
        var result = Map(refund, original: original, before: before);
        Assert.That(result, Is.InstanceOf<MapResult.Held>(), result.ToString());
        return $"{((MapResult.Held)result).ReasonCode}: {((MapResult.Held)result).Reason}";
    }

    [Test]
    public void all_of_it_takes_back_every_line() =>
        Assert.That(
            Lines(Refund with { Gross = 118m }),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 118.00 USD",
                    "dr income:sales:kitchen 60.00 USD",
                    "dr income:sales:books 40.00 USD",
                    "dr liabilities:tax:ny 8.00 USD",
                    "dr liabilities:tips 10.00 USD",
                }
            )
        );

    [Test]
    public void an_amount_alone_takes_the_same_share_of_everything_by_largest_remainder() =>
        Assert.That(
            Lines(Refund with { Gross = 10m }),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 10.00 USD",
                    "dr income:sales:kitchen 5.08 USD",
                    "dr income:sales:books 3.39 USD",
                    "dr liabilities:tax:ny 0.68 USD",
                    "dr liabilities:tips 0.85 USD",
                }
            )
        );

    [Test]
    public void what_the_policy_keeps_is_given_back_last()
    {
        var policy = new Reversing { KeepsTip = true };
        var lines = Lines(Refund with { Gross = 54m }, policy);
        Assert.That(lines, Has.None.Contains("tips"));
        Assert.That(lines, Contains.Item("dr income:sales:kitchen 30.00 USD"));
        Assert.That(Lines(Refund with { Gross = 110m }, policy), Contains.Item("dr liabilities:tips 2.00 USD"));
    }

    [Test]
    public void items_that_are_kept_are_given_back_last()
    {
        Assert.That(Selection.TryParse("items[sku=novel]", out var novels, out _), Is.True);
        Assert.That(Lines(Refund with { Gross = 39m }, new Reversing { KeepsTip = true, KeepsItems = [novels!] }), Has.None.Contains("books"));
    }

    [Test]
    public void named_items_and_taxes_are_taken_literally() =>
        Assert.That(
            Lines(Refund with { Gross = 43.20m, Items = [new("novel", "product", null, 1m, 40m)], Taxes = [new("NY", "sales", 3.20m)] }),
            Is.EqualTo(new[] { "cr assets:clearing:till 43.20 USD", "dr income:sales:books 40.00 USD", "dr liabilities:tax:ny 3.20 USD" })
        );

    [Test]
    public void a_tip_that_is_named_comes_from_the_tip_and_the_rest_from_the_goods() =>
        Assert.That(
            Lines(Refund with { Gross = 12m, Tip = 2m }),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 12.00 USD",
                    "dr income:sales:kitchen 6.00 USD",
                    "dr income:sales:books 4.00 USD",
                    "dr liabilities:tips 2.00 USD",
                }
            )
        );

    [Test]
    public void money_goes_back_by_the_way_that_the_refund_names() =>
        Assert.That(Lines(Refund with { Gross = 11.80m, Tenders = [new("cash", 11.80m, null)] })[0], Is.EqualTo("cr assets:cash 11.80 USD"));

    [Test]
    public void money_goes_back_as_it_came_when_nothing_is_said()
    {
        var split = Sale with { Tenders = [new("cash", 18m, null), new("card", 100m, null)] };
        var first = (MapResult.Mapped)Map(Refund with { Gross = 59m }, original: split);
        Assert.That(
            first.Entry.Lines.Take(2).Select(LineText.Of),
            Is.EqualTo(new[] { "cr assets:cash 9.00 USD", "cr assets:clearing:till 50.00 USD" })
        );

        var inCash = ((MapResult.Mapped)Map(Refund with { Gross = 18m, Tenders = [new("cash", 18m, null)] }, original: split)).GivesBack!;
        Assert.That(Lines(Refund with { Gross = 50m }, original: split, before: inCash)[0], Is.EqualTo("cr assets:clearing:till 50.00 USD"));
    }

    [Test]
    public void other_accounts_may_stand_for_those_of_the_original() =>
        Assert.That(
            Lines(
                Refund with
                {
                    Gross = 118m,
                },
                new Reversing { Instead = [new("income:sales:*", "income:refunds:*"), new("liabilities:tips", "expenses:tips")] }
            ),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 118.00 USD",
                    "dr income:refunds:kitchen 60.00 USD",
                    "dr income:refunds:books 40.00 USD",
                    "dr liabilities:tax:ny 8.00 USD",
                    "dr expenses:tips 10.00 USD",
                }
            )
        );

    [Test]
    public void conditions_are_asked_of_the_original_and_not_of_the_part()
    {
        var large = Written.When("gross >= 100");
        var set = Written.Set(
            Written.Rule(
                "sale",
                "kind = sale",
                Written.Dr("assets:clearing:large", "gross") with
                {
                    If = large,
                },
                Written.Dr("assets:clearing:small", "gross") with
                {
                    If = new Condition.Not(large),
                },
                Written.Cr("income:sales", "gross")
            ),
            Written.Rule("refund", "kind = refund") with
            {
                Lines = [],
                Reverse = new Reversing(),
            }
        );
        var result = RuleEvaluation.Map(Refund with { Gross = 1m }, set, "acme", new Original(Sale, set, []));
        Assert.That(((MapResult.Mapped)result).Entry.Lines[0].Account, Is.EqualTo("assets:clearing:large"));
    }

    [Test]
    public void a_discount_comes_back_with_what_it_was_given_for()
    {
        var sale = Sale with { Discount = 18m, Gross = 100m, Tenders = [] };
        Assert.That(
            Lines(Refund with { Gross = 50m }, original: sale),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 50.00 USD",
                    "cr income:discounts 9.00 USD",
                    "dr income:sales:kitchen 30.00 USD",
                    "dr income:sales:books 20.00 USD",
                    "dr liabilities:tax:ny 4.00 USD",
                    "dr liabilities:tips 5.00 USD",
                }
            )
        );
    }

    [Test]
    public void the_last_part_is_what_the_others_left()
    {
        var first = Given(Refund with { Gross = 33.33m });
        var second = Given(Refund with { Id = "r-2", Gross = 33.33m }, first);
        var third = Given(Refund with { Id = "r-3", Gross = 51.34m }, first, second);
        Assert.That(first.Items[0] + second.Items[0] + third.Items[0], Is.EqualTo(60m));
        Assert.That(first.Tip + second.Tip + third.Tip, Is.EqualTo(10m));
    }

    [Test]
    public void never_exceeds_the_original() =>
        Assert.That(
            Held(Refund with { Gross = 118.01m }),
            Is.EqualTo(
                "exceeds-original: Rule refund: it gives back 118.01 USD, and of the 118.00 USD of s-1 118.00 USD is left. Correct it at the source, or look for one that came twice."
            )
        );

    [Test]
    public void never_exceeds_what_others_left() =>
        Assert.That(Held(Refund with { Gross = 18.01m }, before: Given(Refund with { Gross = 100m })), Does.StartWith("exceeds-original"));

    [Test]
    public void never_exceeds_an_item()
    {
        var novel = Refund with { Gross = 40m, Items = [new("novel", "product", null, 1m, 40m)] };
        Assert.That(Held(novel, before: Given(novel)), Does.Contain("of the item 'novel' it gives back 40.00 USD, and 0.00 of it is left in s-1"));
        Assert.That(Held(novel with { Items = [new("lamp", "product", null, 1m, 40m)] }), Does.Contain("item 'lamp'"));
    }

    [Test]
    public void is_in_the_currency_of_the_original() => Assert.That(Held(Refund with { Currency = "EUR" }), Does.StartWith("not-in-original"));

    [Test]
    public void waits_for_the_original()
    {
        var result = Rules().Map(Refund);
        Assert.That(((MapResult.Held)result).ReasonCode, Is.EqualTo(HeldReason.AwaitsOriginal));
        Assert.That(((MapResult.Held)result).Patience, Is.EqualTo(TimeSpan.FromDays(14)), "then it is a discrepancy");
        Assert.That(Rules().Held(Refund with { RelatedTo = null }).Patience, Is.Null, "that waits for a person");
        Assert.That(Rules().Held(Refund with { RelatedTo = null }).ReasonCode, Is.EqualTo(HeldReason.MissingValue));
    }

    [Test]
    public void of_what_gives_something_back_itself_is_held() =>
        Assert.That(Held(Refund with { Id = "r-2", RelatedTo = "r-1" }, original: Refund with { Gross = 200m }), Does.StartWith("not-in-original"));

    [Test]
    public void of_a_revision_with_other_parts_what_was_given_back_counts_by_its_amount()
    {
        var revised = Sale with { Revision = 2, Items = [new("pan", "product", "kitchen", 1m, 100m)] };
        var before = Given(Refund with { Gross = 59m });
        Assert.That(
            Lines(Refund with { Id = "r-2", Gross = 59m }, original: revised, before: before),
            Contains.Item("dr income:sales:kitchen 50.00 USD")
        );
    }
}
