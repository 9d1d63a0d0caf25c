using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Exchange;

namespace AccountingSync.Accounting.Tests.Rules;

/// <summary>A sale of 118 euros (a pan for 60, a book for 40, tax of 8, a tip of 10) that settles as 127.58 dollars.</summary>
public sealed class Selling_in_a_foreign_currency
{
    internal static readonly ExchangePolicy AsSettled = new(null, "expenses:exchange");
    internal static readonly ExchangePolicy InDollars = new("USD", "expenses:exchange");

    internal static readonly SourceTransaction InEuros = Giving_back.Sale with { Currency = "EUR", Settled = new("USD", 127.58m) };

    internal static RuleSet Rules(ExchangePolicy? policy)
    {
        var rules = Giving_back.Rules();
        return new RuleSet
        {
            Name = rules.Name,
            Version = rules.Version,
            Hash = rules.Hash,
            Effective = rules.Effective,
            Rules = rules.Rules,
            Exchange = policy,
        };
    }

    static readonly string[] Dollars =
    [
        "dr assets:clearing:till 127.58 USD",
        "cr income:sales:kitchen 64.87 USD",
        "cr income:sales:books 43.25 USD",
        "cr liabilities:tax:ny 8.65 USD",
        "cr liabilities:tips 10.81 USD",
    ];

    [Test]
    public void is_posted_as_before_where_the_rules_say_nothing_of_it()
    {
        var silent = Rules(null);
        Assert.That(silent.Lines(InEuros), Is.EqualTo(silent.Lines(InEuros with { Settled = null })));
        Assert.That(silent.Lines(InEuros)[0], Is.EqualTo("dr assets:clearing:till 118.00 EUR"));
    }

    [Test]
    public void is_posted_as_what_it_settled_as() => Assert.That(Rules(AsSettled).Lines(InEuros), Is.EqualTo(Dollars));

    [Test]
    public void is_posted_in_the_currency_of_the_books() => Assert.That(Rules(InDollars).Lines(InEuros), Is.EqualTo(Dollars));

    [Test]
    public void is_posted_in_its_own_where_it_settled_in_that()
    {
        var settled = InEuros with { Settled = new("EUR", 118m) };
        Assert.That(Rules(AsSettled).Lines(settled)[0], Is.EqualTo("dr assets:clearing:till 118.00 EUR"));
        Assert.That(Rules(AsSettled).Lines(settled with { Settled = null })[0], Is.EqualTo("dr assets:clearing:till 118.00 EUR"));
    }

    [Test]
    public void is_posted_by_what_the_source_books_before_what_it_settled_as()
    {
        // A customer pays in euros, the gateway settles in pounds, the books are in dollars.
        var three = InEuros with
        {
            Settled = new("GBP", 99.12m),
            Booked = new("USD", 126m),
        };
        Assert.That(Rules(InDollars).Lines(three)[0], Is.EqualTo("dr assets:clearing:till 126.00 USD"));
        Assert.That(Rules(AsSettled).Lines(three)[0], Is.EqualTo("dr assets:clearing:till 99.12 GBP"));
        Assert.That(Rules(InDollars).Held(three with { Booked = null }).ReasonCode, Is.EqualTo(HeldReason.AwaitsSettlement));
    }

    [Test]
    public void waits_until_it_is_known_what_it_comes_to()
    {
        var held = Rules(InDollars).Held(InEuros with { Settled = null });
        Assert.That(
            $"{held.ReasonCode}: {held.Reason}",
            Is.EqualTo(
                "awaits-settlement: Rule sale: what 118.00 EUR come to in USD is not known (settled, booked). It is decided again when a later revision says so."
            )
        );
    }

    [Test]
    public void may_be_posted_in_its_own_currency_until_then() =>
        Assert.That(
            Rules(InDollars with { HoldsUnknown = false }).Lines(InEuros with { Settled = null })[0],
            Is.EqualTo("dr assets:clearing:till 118.00 EUR")
        );

    [Test]
    public void is_no_sale_in_the_currency_of_the_books() =>
        Assert.That(Rules(InDollars).Lines(InEuros with { Currency = "USD", Settled = null })[0], Is.EqualTo("dr assets:clearing:till 118.00 USD"));

    [Test]
    public void shares_what_it_settled_as_among_the_tenders_and_among_the_parts()
    {
        var split = InEuros with { Tenders = [new("cash", 18m, null), new("card", 100m, null)], Discount = 5m, Shipping = 5m };
        Assert.That(
            Rules(AsSettled).Lines(split),
            Is.EqualTo(
                new[]
                {
                    "dr assets:cash 19.46 USD",
                    "dr assets:clearing:till 108.12 USD",
                    "dr income:discounts 5.41 USD",
                    "cr income:sales:kitchen 64.87 USD",
                    "cr income:sales:books 43.25 USD",
                    "cr liabilities:tax:ny 8.65 USD",
                    "cr liabilities:tips 10.81 USD",
                    "cr income:shipping 5.41 USD",
                }
            )
        );
    }

    [Test]
    public void asks_conditions_of_the_amounts_that_the_customer_saw()
    {
        var large = Written.Set(Written.Rule("large", "gross >= 118"), Written.Rule("small", "gross < 118"));
        var set = new RuleSet
        {
            Name = "shop",
            Version = 1,
            Hash = large.Hash,
            Effective = large.Effective,
            Rules = large.Rules,
            Exchange = AsSettled,
        };
        Assert.That(set.Entry(InEuros with { Settled = new("GBP", 99m) }).Rule.Rule, Is.EqualTo("large"));
    }

    [TestCase("JPY", 19_112, "dr assets:clearing:till 19112 JPY", "cr liabilities:tips 1620 JPY")]
    [TestCase("KWD", 39.141, "dr assets:clearing:till 39.141 KWD", "cr liabilities:tips 3.317 KWD")]
    public void has_the_decimals_of_the_currency_that_it_settled_in(string currency, double settled, string money, string tip)
    {
        var lines = Rules(AsSettled).Lines(InEuros with { Settled = new(currency, (decimal)settled) });
        Assert.That(lines, Does.Contain(money).And.Contain(tip));
    }

    [Test]
    public void leaves_out_what_comes_to_nothing()
    {
        // A tip of 1 yen, which comes to less than half a cent.
        var yen = Written.Sale with
        {
            Currency = "JPY",
            Gross = 10_000m,
            Tip = 1m,
            Settled = new("USD", 40m),
        };
        Assert.That(Rules(AsSettled).Lines(yen), Is.EqualTo(new[] { "dr assets:clearing:till 40.00 USD", "cr income:sales:other 40.00 USD" }));
    }

    [Test]
    public void keeps_the_direction_of_what_is_less_than_nothing()
    {
        var set = Rules(AsSettled);
        var fees = new RuleSet
        {
            Name = "shop",
            Version = 1,
            Hash = set.Hash,
            Effective = set.Effective,
            Exchange = AsSettled,
            Rules = [Written.Rule("fee", "kind = fee", Written.Dr("expenses:fees", "gross"), Written.Cr("assets:clearing:{source}", "gross"))],
        };
        var returned = Written.Sale with { Kind = TransactionKind.Fee, Currency = "EUR", Gross = -2m, Settled = new("USD", 2.17m) };
        Assert.That(fees.Lines(returned), Is.EqualTo(new[] { "cr expenses:fees 2.17 USD", "dr assets:clearing:till 2.17 USD" }));
    }

    [Test]
    public void is_explained_with_both_amounts_and_the_rate() =>
        Assert.That(
            RuleExplanation.Of(InEuros, Rules(AsSettled), "acme")!.Take(2).Select(origin => $"{origin.Line} | {origin.Element} | {origin.Amount}"),
            Is.EqualTo([
                "dr assets:clearing:till 127.58 USD | tender 'card' | amount = 118.00 EUR; 118.00 EUR came to 127.58 USD, at 1.08118644",
                "cr income:sales:kitchen 64.87 USD | item 'pan' | net = 60.00 EUR; 118.00 EUR came to 127.58 USD, at 1.08118644",
            ])
        );

    [Test]
    public void is_proved()
    {
        var set = Rules(AsSettled);
        var entry = set.Entry(InEuros);
        Assert.That(EntryProof.Difference(entry, InEuros, set), Is.Null);
        Assert.That(
            EntryProof.Difference(entry, InEuros with { Settled = new("USD", 127.59m) }, set),
            Does.Contain("- dr assets:clearing:till 127.58 USD").And.Contain("+ dr assets:clearing:till 127.59 USD")
        );
    }

    [Test]
    public void is_held_where_a_part_would_be_beyond_the_ledger()
    {
        var huge = Written.Sale with
        {
            Currency = "EUR",
            Gross = 0.01m,
            Items = [new("a", "product", "books", 1m, 999_999_999_999m), new("b", "product", "books", 1m, -999_999_999_998.99m)],
            Settled = new("USD", 999_999_999_999m),
        };
        Assert.That(Rules(AsSettled).Held(huge).ReasonCode, Is.EqualTo(HeldReason.Refused));
    }

    /// <summary>A payout of 100 euros: a sale of 70, and 10 that the source cannot tell; so 30 of it are unrecognised.</summary>
    [Test]
    public void shares_what_a_payout_came_to_with_what_is_unrecognised_of_it()
    {
        var rules = Rules(InDollars);
        var withPayouts = new RuleSet
        {
            Name = rules.Name,
            Version = rules.Version,
            Hash = rules.Hash,
            Effective = rules.Effective,
            Exchange = rules.Exchange,
            Rules =
            [
                Written.Rule(
                    "payout",
                    "kind = payout",
                    Written.Dr("assets:bank", "gross"),
                    Written.Cr("assets:clearing:{source}", "gross - unrecognised"),
                    Written.Cr("liabilities:suspense:{source}", "unrecognised")
                ),
            ],
        };
        var payout = Written.Sale with
        {
            Id = "po-1",
            Kind = TransactionKind.Payout,
            Currency = "EUR",
            Gross = 100m,
            Booked = new("USD", 108.12m),
            Contents = [new("sale-1", TransactionKind.Sale, 70m), new("by-hand", null, 10m)],
        };
        Assert.That(
            withPayouts.Lines(payout),
            Is.EqualTo(["dr assets:bank 108.12 USD", "cr assets:clearing:till 75.68 USD", "cr liabilities:suspense:till 32.44 USD"])
        );
        Assert.That(
            withPayouts.Lines(payout with { Contents = [new("by-hand", null, 100m)] }),
            Is.EqualTo(["dr assets:bank 108.12 USD", "cr liabilities:suspense:till 108.12 USD"])
        );
        Assert.That(
            withPayouts.Lines(payout with { Contents = [] }),
            Is.EqualTo(["dr assets:bank 108.12 USD", "cr assets:clearing:till 108.12 USD"])
        );
    }
}
