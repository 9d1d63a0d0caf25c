using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Exchange;
using AccountingSync.Accounting.Rules.Reverse;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>Refunds of a sale of 118 euros that settled as 127.58 dollars, at rates of other days.</summary>
public sealed class Giving_back_in_a_foreign_currency
{
    static readonly SourceTransaction Sale = Selling_in_a_foreign_currency.InEuros;
    static readonly RuleSet Set = Selling_in_a_foreign_currency.Rules(Selling_in_a_foreign_currency.AsSettled);

    static SourceTransaction Refund(decimal gross, decimal? dollars) =>
        Giving_back.Refund with
        {
            Currency = "EUR",
            Gross = gross,
            Settled = dollars is { } amount ? new("USD", amount) : null,
        };

    static MapResult Map(SourceTransaction refund, RuleSet? set = null, SourceTransaction? sale = null, params Portion[] before) =>
        RuleEvaluation.Map(refund, set ?? Set, "acme", new Original(sale ?? Sale, set ?? Set, before));

    static MapResult.Mapped Mapped(SourceTransaction refund, params Portion[] before)
    {
        var result = Map(refund, before: before);
        Assert.That(result, Is.InstanceOf<MapResult.Mapped>(), result.ToString());
        return (MapResult.Mapped)result;
    }

    static string[] Lines(SourceTransaction refund, params Portion[] before) => [.. Mapped(refund, before).Entry.Lines.Select(LineText.Of)];

    static string Held(MapResult result)
    {
        Assert.That(result, Is.InstanceOf<MapResult.Held>(), result.ToString());
        return $"{((MapResult.Held)result).ReasonCode}: {((MapResult.Held)result).Reason}";
    }

    [Test]
    public void takes_back_the_share_at_the_rate_of_the_sale_and_puts_a_loss_to_the_difference() =>
        Assert.That(
            Lines(Refund(59m, 65.10m)),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 65.10 USD",
                    "dr income:sales:kitchen 32.44 USD",
                    "dr income:sales:books 21.63 USD",
                    "dr liabilities:tax:ny 4.32 USD",
                    "dr liabilities:tips 5.40 USD",
                    "dr expenses:exchange 1.31 USD",
                }
            )
        );

    [Test]
    public void puts_a_gain_to_the_other_side_of_the_same_account() =>
        Assert.That(Lines(Refund(59m, 62m)), Does.Contain("cr assets:clearing:till 62.00 USD").And.Contain("cr expenses:exchange 1.79 USD"));

    [Test]
    public void has_no_difference_at_the_same_rate() => Assert.That(Lines(Refund(118m, 127.58m)), Has.None.Contains("exchange"));

    [Test]
    public void leaves_nothing_but_the_difference_when_all_has_come_back()
    {
        var entries = new List<MapResult.Mapped>();
        foreach (var (euros, dollars) in new[] { (10m, 10.90m), (33.33m, 35.01m), (0.01m, 0.01m), (74.66m, 82m) })
            entries.Add(Mapped(Refund(euros, dollars), [.. entries.Select(entry => entry.GivesBack!)]));
        var left = Set.Entry(Sale)
            .Lines.Concat(entries.SelectMany(entry => entry.Entry.Lines))
            .GroupBy(line => line.Account)
            .Select(account => (account.Key, account.Sum(line => line.Amount)))
            .Where(account => account.Item2 != 0m);
        // The gateway gave 127.58 and took 127.92.
        Assert.That(left, Is.EquivalentTo(new[] { ("assets:clearing:till", -0.34m), ("expenses:exchange", 0.34m) }));
    }

    [Test]
    public void takes_named_items_at_the_rate_of_the_sale() =>
        Assert.That(
            Lines(Refund(43.20m, 47m) with { Items = [new("novel", "product", null, 1m, 40m)], Taxes = [new("NY", "sales", 3.20m)] }),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 47.00 USD",
                    "dr income:sales:books 43.25 USD",
                    "dr liabilities:tax:ny 3.46 USD",
                    "dr expenses:exchange 0.29 USD",
                }
            )
        );

    [Test]
    public void never_gives_back_more_than_there_was() =>
        Assert.That(
            Held(Map(Refund(60m, 66m), before: Mapped(Refund(59m, 65.10m)).GivesBack!)),
            Does.StartWith("exceeds-original: Rule refund: it gives back 60.00 EUR, and of the 118.00 EUR of s-1 59.00 EUR is left.")
        );

    [Test]
    public void waits_until_it_is_known_what_the_gateway_took() =>
        Assert.That(
            Held(Map(Refund(59m, null))),
            Is.EqualTo(
                "awaits-settlement: Rule refund: s-1 was posted in USD, and what 59.00 EUR come to in USD is not known (settled, booked). It is decided again when a later revision says so."
            )
        );

    [Test]
    public void waits_for_the_sale_to_say_what_it_settled_as() =>
        Assert.That(
            Held(Map(Refund(59m, 65m), sale: Sale with { Settled = null })),
            Is.EqualTo("awaits-settlement: Rule refund: it came to USD, and s-1 stands in EUR until a revision of that says what it came to.")
        );

    [Test]
    public void is_in_the_currency_of_the_sale_where_that_was_posted_in_it()
    {
        var silent = Selling_in_a_foreign_currency.Rules(null);
        var result = RuleEvaluation.Map(Refund(59m, 65m), Set, "acme", new Original(Sale, silent, []));
        Assert.That(((MapResult.Mapped)result).Entry.Lines.Select(LineText.Of), Contains.Item("cr assets:clearing:till 59.00 EUR"));
    }

    [Test]
    public void needs_an_account_for_the_difference()
    {
        var silent = Selling_in_a_foreign_currency.Rules(null);
        Assert.That(
            Held(RuleEvaluation.Map(Refund(59m, 65m), silent, "acme", new Original(Sale, Set, []))),
            Does.StartWith("unknown-account: Rule refund: 63.79 USD of the original are given back and 65.00 were paid, and the set names no account")
        );
        Assert.That(RuleEvaluation.Map(Refund(118m, 127.58m), silent, "acme", new Original(Sale, Set, [])), Is.InstanceOf<MapResult.Mapped>());
    }

    [Test]
    public void shares_what_was_paid_among_the_ways_by_which_it_went()
    {
        var sale = Sale with { Tenders = [new("cash", 18m, null), new("card", 100m, null)] };
        var result = (MapResult.Mapped)Map(Refund(59m, 65m), sale: sale);
        Assert.That(
            result.Entry.Lines.Select(LineText.Of),
            Does.Contain("cr assets:cash 9.91 USD").And.Contain("cr assets:clearing:till 55.09 USD").And.Contain("dr expenses:exchange 1.21 USD")
        );
    }

    [Test]
    public void does_not_take_change_for_the_money_though_it_is_as_large()
    {
        var sale = Sale with { Tenders = [new("cash", -118m, null), new("card", 236m, null)] };
        var result = (MapResult.Mapped)Map(Refund(59m, 65m), sale: sale);
        Assert.That(
            result.Entry.Lines.Select(LineText.Of),
            Does.Contain("dr assets:cash 65.00 USD").And.Contain("cr assets:clearing:till 130.00 USD").And.Contain("dr expenses:exchange 1.21 USD")
        );
    }

    [Test]
    public void finds_the_money_where_the_rule_takes_it_apart()
    {
        var rules = Written.Set(
            Written.Rule(
                "sale",
                "kind = sale",
                Written.Dr("assets:clearing:{source}", "gross - tip"),
                Written.Dr("assets:tips", "tip"),
                Written.Cr("income:sales", "gross - tip"),
                Written.Cr("liabilities:tips", "tip")
            ),
            Written.Rule("refund", "kind = refund") with
            {
                Lines = [],
                Reverse = new Reversing(),
            }
        );
        var set = new RuleSet
        {
            Name = "shop",
            Version = 1,
            Hash = rules.Hash,
            Effective = rules.Effective,
            Rules = rules.Rules,
            Exchange = new ExchangePolicy(null, "expenses:exchange"),
        };
        Assert.That(
            ((MapResult.Mapped)Map(Refund(118m, 130m), set)).Entry.Lines.Select(LineText.Of),
            Is.EqualTo(
                new[]
                {
                    "cr assets:clearing:till 118.98 USD",
                    "cr assets:tips 11.02 USD",
                    "dr income:sales 116.77 USD",
                    "dr liabilities:tips 10.81 USD",
                    "dr expenses:exchange 2.42 USD",
                }
            )
        );
    }

    [Test]
    public void is_held_where_no_line_carries_the_money()
    {
        var rules = Written.Set(
            Written.Rule("sale", "kind = sale", Written.Dr("liabilities:customers", "net"), Written.Cr("income:sales", "net")),
            Written.Rule("refund", "kind = refund") with
            {
                Lines = [],
                Reverse = new Reversing(),
            }
        );
        var set = new RuleSet
        {
            Name = "shop",
            Version = 1,
            Hash = rules.Hash,
            Effective = rules.Effective,
            Rules = rules.Rules,
            Exchange = new ExchangePolicy(null, "expenses:exchange"),
        };
        Assert.That(
            Held(Map(Refund(59m, 65m), set)),
            Does.StartWith("not-in-original: Rule refund: no lines of the original's rule add up to the gross")
        );
    }

    [Test]
    public void takes_from_what_is_left_when_the_sale_was_revised_to_another_rate()
    {
        var before = Mapped(Refund(59m, 65.10m)).GivesBack!;
        var revised = Sale with { Revision = 2, Settled = new("USD", 130m) };
        var rest = (MapResult.Mapped)Map(Refund(59m, 65m), sale: revised, before: before);
        Assert.That(rest.GivesBack!.Booked!.Amounts.Gross, Is.EqualTo(65.01m));
    }

    [Test]
    public void is_explained_by_both_rates()
    {
        var origins = RuleExplanation.Of(Refund(59m, 65.10m), Set, "acme", new Original(Sale, Set, []))!;
        Assert.That(
            origins.Select(origin => $"{origin.Line} | {origin.Amount}"),
            Does.Contain("cr assets:clearing:till 65.10 USD | amount = 59.00 EUR; 59.00 EUR came to 65.10 USD, at 1.10338983")
                .And.Contain("dr income:sales:kitchen 32.44 USD | net = 30.00 EUR; 118.00 EUR came to 127.58 USD, at 1.08118644")
                .And.Contain(
                    "dr expenses:exchange 1.31 USD \"exchange difference\" | 59.00 EUR came to 65.10 USD, at 1.10338983, and was posted for 63.79"
                )
        );
    }

    [Test]
    public void is_proved_by_the_part_that_was_decided()
    {
        var earlier = Mapped(Refund(33.33m, 36m));
        var refund = Refund(59m, 65.10m) with { Id = "r-2" };
        var mapped = Mapped(refund, earlier.GivesBack!);
        var decided = new Original(Sale, Set, []) { Decided = mapped.GivesBack };
        Assert.That(EntryProof.Difference(mapped.Entry, refund, Set, decided), Is.Null);
        Assert.That(
            EntryProof.Difference(mapped.Entry, refund with { Settled = new("USD", 65.11m) }, Set, decided),
            Does.Contain("+ cr assets:clearing:till 65.11 USD")
        );
    }

    [Test]
    public void is_previewed_where_it_was_decided_in_its_own_currency()
    {
        var silent = Selling_in_a_foreign_currency.Rules(null);
        var refund = Refund(59m, 65.10m);
        var posted = (MapResult.Mapped)RuleEvaluation.Map(refund, silent, "acme", new Original(Sale, silent, []));
        var preview = new RulePreview(new RuleBook([Set]), "acme");
        preview.Add(posted.Entry, refund, new Original(Sale, silent, []) { Decided = posted.GivesBack });
        var changed = preview.Transactions.Single();
        Assert.That(changed.Before, Does.Contain("cr assets:clearing:till 59.00 EUR"));
        Assert.That(changed.After, Does.Contain("cr assets:clearing:till 65.10 USD").And.Contain("dr income:sales:kitchen 32.44 USD"));
    }

    [Test]
    public void has_no_line_to_carry_what_was_worth_nothing_at_the_rate_of_the_sale()
    {
        var yen = Sale with { Currency = "JPY", Settled = new("USD", 0.50m) };
        var one = Refund(1m, 0.01m) with { Currency = "JPY" };
        Assert.That(Held(Map(one, sale: yen)), Does.StartWith("nothing-to-post"));
    }

    [Test]
    public void holds_for_disputes_as_for_refunds()
    {
        var rules = Giving_back.Rules().Rules;
        var set = new RuleSet
        {
            Name = "shop",
            Version = 1,
            Hash = Set.Hash,
            Effective = Set.Effective,
            Rules = [rules[0], rules[1] with { When = Written.When("kind = dispute") }],
            Exchange = new ExchangePolicy("USD", "expenses:exchange"),
        };
        var lines = ((MapResult.Mapped)Map(Refund(118m, 131.02m) with { Kind = TransactionKind.Dispute }, set)).Entry.Lines.Select(LineText.Of);
        Assert.That(lines, Does.Contain("cr assets:clearing:till 131.02 USD").And.Contain("dr expenses:exchange 3.44 USD"));
    }
}
