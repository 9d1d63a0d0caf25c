namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Checking_a_transaction
{
    static readonly SourceTransaction Sale = new()
    {
        Source = "front-shop",
        Id = "sale-1001",
        Kind = TransactionKind.Sale,
        OccurredAt = new DateTimeOffset(2026, 1, 31, 23, 30, 0, TimeSpan.FromHours(-5)),
        Currency = "USD",
        Gross = 118m,
        Items = [new TransactionItem("mug", "product", "kitchen", 2m, 100m)],
        Taxes = [new TransactionTax("NY", "sales", 8m)],
        Tip = 10m,
        Tenders = [new TransactionTender("card", 118m, "pi_123")],
    };

    [Test]
    public void accepts_what_adds_up() => Assert.That(TransactionRules.Check(Sale), Is.Empty);

    [Test]
    public void names_the_unexplained_difference()
    {
        var problem = TransactionRules.Check(Sale with { Gross = 118.01m, Tenders = [] }).Single();
        Assert.That(problem.Pointer, Is.EqualTo("/gross"));
        Assert.That(problem.Message, Is.EqualTo("items + taxes + tip + shipping - discount is 118.00, gross is 118.01: 0.01 USD is unexplained."));
    }

    [TestCase("summary:quickbooks", "/source reserved")]
    [TestCase("payout:stripe", "/source reserved")]
    [TestCase("summary", null)]
    public void leaves_the_names_of_summaries_to_summaries(string source, string? problem) =>
        Assert.That(Rules(Sale with { Source = source }), Is.EqualTo(problem is null ? [] : new[] { problem }));

    [Test]
    public void names_what_the_tenders_lack() =>
        Assert.That(
            TransactionRules.Check(Sale with { Tenders = [new TransactionTender("card", 117.99m, null)] }).Single().Message,
            Is.EqualTo("The tenders are 117.99, gross is 118.00: 0.01 USD is missing.")
        );

    [Test]
    public void lets_several_tenders_share_the_gross() =>
        Assert.That(
            TransactionRules.Check(Sale with { Tenders = [new("card", 100m, null), new("cash", 20m, null), new("change", -2m, null)] }),
            Is.Empty
        );

    [Test]
    public void counts_shipping_and_discount() =>
        Assert.That(TransactionRules.Check(Sale with { Shipping = 5m, Discount = 3m, Gross = 120m, Tenders = [] }), Is.Empty);

    [Test]
    public void leaves_the_net_implied_without_items()
    {
        var sale = Sale with { Items = [] };
        Assert.That(TransactionRules.Check(sale), Is.Empty);
        Assert.That(sale.Net, Is.EqualTo(100m));
        Assert.That(Rules(sale with { Tip = 111m }), Is.EqualTo(["/gross parts-do-not-add-up"]));
    }

    [TestCase(TransactionKind.Sale, false)]
    [TestCase(TransactionKind.Payment, false)]
    [TestCase(TransactionKind.Refund, false)]
    [TestCase(TransactionKind.Expense, false)]
    [TestCase(TransactionKind.Fee, true)]
    [TestCase(TransactionKind.Payout, true)]
    [TestCase(TransactionKind.Dispute, true)]
    [TestCase(TransactionKind.Transfer, true)]
    [TestCase(TransactionKind.Adjustment, true)]
    public void allows_a_sign_only_where_the_kind_has_two_directions(TransactionKind kind, bool allowed) =>
        Assert.That(
            Rules(
                    new SourceTransaction
                    {
                        Source = "s",
                        Id = "1",
                        Kind = kind,
                        OccurredAt = Sale.OccurredAt,
                        Currency = "USD",
                        Gross = -1m,
                    }
                )
                .Any(),
            Is.Not.EqualTo(allowed)
        );

    [TestCaseSource(typeof(Amounts), nameof(Amounts.AllCurrencies))]
    public void keeps_every_amount_within_the_scale_of(Currency currency)
    {
        var half = 0.5m / currency.MinorUnits;
        var transaction = Sale with
        {
            Currency = currency.Code,
            Gross = half,
            Tip = half,
            Discount = half,
            Shipping = half,
            Items = [new("a", "p", null, 1m, half)],
            Taxes = [new("j", "c", half)],
            Tenders = [new("card", half, null)],
        };
        Assert.That(
            Rules(transaction),
            Is.EquivalentTo([
                "/gross scale",
                "/tip scale",
                "/discount scale",
                "/shipping scale",
                "/items/0/net scale",
                "/taxes/0/amount scale",
                "/tenders/0/amount scale",
            ])
        );
    }

    [Test]
    public void bounds_amounts_texts_and_lists()
    {
        var bare = Sale with { Items = [], Taxes = [], Tip = 0m, Tenders = [] };
        Assert.That(Rules(bare with { Gross = JournalEntry.MaxAmount }), Is.Empty);
        Assert.That(Rules(bare with { Gross = JournalEntry.MaxAmount + 1m }), Is.EqualTo(["/gross too-large"]));
        Assert.That(Rules(bare with { Id = new string('x', TransactionRules.MaxText) }), Is.Empty);
        Assert.That(Rules(bare with { Id = new string('x', TransactionRules.MaxText + 1) }), Is.EqualTo(["/id too-long"]));
        var attributes = Enumerable.Range(0, TransactionRules.MaxAttributes + 1).ToDictionary(i => $"a{i}", _ => "x");
        Assert.That(Rules(bare with { Attributes = attributes }), Is.EqualTo(["/attributes too-many"]));
        var items = Enumerable.Repeat(new TransactionItem("a", "p", null, 1m, 0m), TransactionRules.MaxItems + 1).ToList();
        Assert.That(Rules(bare with { Items = items, Gross = 0m }), Is.EqualTo(["/items too-many"]));
    }

    [TestCase("a\u0000b", "characters")]
    [TestCase("a\nb", "characters")]
    [TestCase("4242 4242 4242 4242", "card-number")]
    public void refuses_a_text_with(string text, string rule)
    {
        Assert.That(Rules(Sale with { Customer = text }), Is.EqualTo([$"/customer {rule}"]));
        Assert.That(
            Rules(Sale with { Attributes = new Dictionary<string, string> { ["a/b~c"] = text } }),
            Is.EqualTo([$"/attributes/a~1b~0c {rule}"])
        );
    }

    // Not as a case above: an attribute cannot carry half a pair.
    [Test]
    public void refuses_half_a_surrogate_pair([Values(0xd83d, 0xde00)] int half) =>
        Assert.That(Rules(Sale with { Customer = "a" + (char)half }), Is.EqualTo(["/customer characters"]));

    [Test]
    public void names_an_unknown_currency_alone() =>
        Assert.That(Rules(Sale with { Currency = "usd", Gross = -5m }), Is.EqualTo(["/currency unknown-currency"]));

    static IEnumerable<string> Rules(SourceTransaction transaction) =>
        TransactionRules.Check(transaction).Select(problem => $"{problem.Pointer} {problem.Rule}");

    static readonly SourceTransaction Payout = new()
    {
        Source = "stripe",
        Id = "po_1",
        Kind = TransactionKind.Payout,
        OccurredAt = Sale.OccurredAt,
        Currency = "USD",
        Gross = 94.70m,
        Contents = [new("ch_1", TransactionKind.Payment, 100m), new("txn_1", TransactionKind.Fee, -3.30m), new("txn_2", null, -2m)],
    };

    [Test]
    public void what_a_payout_settles_may_hold_what_the_source_cannot_tell()
    {
        Assert.That(TransactionRules.Check(Payout), Is.Empty);
        Assert.That(Payout.Unrecognised, Is.EqualTo(-2m));
    }

    [Test]
    public void what_the_contents_leave_of_the_gross_is_not_recognised_and_not_refused()
    {
        var more = Payout with { Gross = 95.70m };
        Assert.That(TransactionRules.Check(more), Is.Empty);
        Assert.That(more.Unrecognised, Is.EqualTo(-1m));
    }

    [Test]
    public void a_payout_that_does_not_say_what_it_settles_has_nothing_unrecognised() =>
        Assert.That((Payout with { Contents = [] }).Unrecognised, Is.Zero);

    [TestCase("ch_1", 1.00, "/contents/3/id twice")]
    [TestCase("po_1", 1.00, "/contents/3/id itself")]
    [TestCase("ch_2", 1.005, "/contents/3/amount scale")]
    [TestCase("ch_2", 1e15, "/contents/3/amount too-large")]
    [TestCase("", 1.00, "/contents/3/id required")]
    [TestCase("4242424242424242", 1.00, "/contents/3/id card-number")]
    public void refuses_odd_contents(string id, double amount, string problem) =>
        Assert.That(
            TransactionRules
                .Check(Payout with { Contents = [.. Payout.Contents, new(id, TransactionKind.Payment, (decimal)amount)] })
                .Select(found => $"{found.Pointer} {found.Rule}"),
            Is.EqualTo([problem])
        );

    [Test]
    public void only_a_payout_settles_something() =>
        Assert.That(
            TransactionRules.Check(Sale with { Contents = Payout.Contents }).Single().Message,
            Is.EqualTo("Only a payout settles other transactions: leave the member out, or name the payout in 'payout'.")
        );

    [Test]
    public void counts_what_a_payout_settles() =>
        Assert.That(
            TransactionRules
                .Check(Payout with { Contents = [.. Enumerable.Range(0, 20_001).Select(i => new PayoutContent($"ch_{i}", null, 0m))] })
                .Single()
                .Message,
            Is.EqualTo("20001 contents; at most 20000 are accepted. Send the payout without them.")
        );
}
