using System.Globalization;
using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Posting_amounts
{
    static readonly SourceTransaction Full = Sale with
    {
        Gross = 127m,
        Items = [new("mug", "product", "kitchen", 2m, 60m), new("card", "gift_card", null, 1m, 50m)],
        Taxes = [new("NY", "sales", 4m), new("NYC", "local", 1m)],
        Tip = 10m,
        Shipping = 5m,
        Discount = 3m,
        Tenders = [new("card", 100m, "pi_1"), new("gift_card", 27m, "gc_1")],
    };

    static decimal Amount(string text, SourceTransaction transaction) =>
        Set(Rule("a", "kind = sale", Dr("assets:cash", text), Cr("income:sales", text))).Entry(transaction).Lines[0].Amount;

    [TestCase("gross", "127")]
    [TestCase("net", "110")]
    [TestCase("tax", "5")]
    [TestCase("tip", "10")]
    [TestCase("shipping", "5")]
    [TestCase("discount", "3")]
    [TestCase("gross - tip - tax", "112")]
    [TestCase("gross-tip", null)]
    [TestCase("- tip + gross", "117")]
    [TestCase("2 * tip - 0.5 * shipping", "17.5")]
    [TestCase("items.net", "110")]
    [TestCase("items[kind=gift_card].net", "50")]
    [TestCase("net - items[kind=gift_card].net", "60")]
    [TestCase("items[kind!=gift_card].net + tip", "70")]
    [TestCase("taxes[code=local|none].amount", "1")]
    [TestCase("taxes[code=sales, jurisdiction=NY].amount", "4")]
    [TestCase("tenders[method=card].amount", "100")]
    [TestCase("paid_by.gift_card", "27")]
    [TestCase("gross - paid_by.gift_card", "100")]
    public void are_sums_of_the_transaction_s_parts(string text, string? expected)
    {
        if (expected is null)
            Assert.That(AmountText.TryParse(text, ElementKind.None, out _, out _), Is.False);
        else
            Assert.That(Amount(text, Full), Is.EqualTo(decimal.Parse(expected, CultureInfo.InvariantCulture)));
    }

    [TestCase("", 0, "an amount is missing here")]
    [TestCase("gross - ", 8, "an amount is missing here")]
    [TestCase("gross + + tip", 8, "an amount is missing here")]
    [TestCase("tip * tip", 0, "'tip * tip' multiplies by something that is no plain number")]
    [TestCase("1001 * tip", 0, "'1001 * tip' multiplies by something that is no plain number")]
    [TestCase("gross - 1.50", 8, "'1.50' is a fixed amount")]
    [TestCase("items[kind=gift_card]", 0, "'items[kind=gift_card]' names no amount")]
    [TestCase("gross + items[kind].net", 14, "'kind' compares with nothing")]
    [TestCase("gross - item.net", 8, "'item' is no list")]
    public void that_cannot_be_read_say_where_and_why(string text, int offset, string found)
    {
        Assert.That(AmountText.TryParse(text, ElementKind.None, out _, out var problem), Is.False);
        Assert.That((problem!.Offset, problem.Found), Is.EqualTo((offset, found)));
    }

    [Test]
    public void per_element_come_one_line_each() =>
        Assert.That(
            Set(
                    Rule(
                        "a",
                        "kind = sale",
                        Dr("assets:clearing:{method}", "amount", "tenders"),
                        Dr("income:discounts", "discount"),
                        Cr("income:sales:{category}", "net", "items[kind=product]"),
                        Cr("liabilities:gift-cards", "net", "items[kind=gift_card]"),
                        Cr("liabilities:tax:{tax.jurisdiction}", "tax.amount", "taxes"),
                        Cr("liabilities:tips", "tip"),
                        Cr("income:shipping", "shipping")
                    )
                )
                .Lines(Full),
            Is.EqualTo(
                new[]
                {
                    "dr assets:clearing:card 100.00 USD",
                    "dr assets:clearing:gift-card 27.00 USD",
                    "dr income:discounts 3.00 USD",
                    "cr income:sales:kitchen 60.00 USD",
                    "cr liabilities:gift-cards 50.00 USD",
                    "cr liabilities:tax:ny 4.00 USD",
                    "cr liabilities:tax:nyc 1.00 USD",
                    "cr liabilities:tips 10.00 USD",
                    "cr income:shipping 5.00 USD",
                }
            )
        );

    [Test]
    public void below_zero_change_sides() =>
        Assert.That(
            Set(Rule("fee", "kind = fee", Dr("expenses:fees", "gross"), Cr("assets:clearing", "gross")))
                .Lines(Sale with { Kind = TransactionKind.Fee, Gross = -2m }),
            Is.EqualTo(new[] { "cr expenses:fees 2.00 USD", "dr assets:clearing 2.00 USD" })
        );

    [Test]
    public void that_are_all_zero_hold_the_transaction() =>
        Assert.That(
            Set(Rule("a", "kind = sale")).Map(Sale with { Gross = 0.00m }),
            Is.EqualTo(
                new MapResult.Held(
                    "nothing-to-post",
                    "Rule a: every line is zero, so there is nothing to post. Check the transaction's amounts.",
                    "a"
                )
            )
        );

    [TestCase("gross", "gross - tip", "debits exceed credits by 10.00 USD")]
    [TestCase("net", "gross", "credits exceed debits by 17.00 USD")]
    public void that_do_not_balance_hold_the_transaction_and_name_the_difference(string debit, string credit, string difference) =>
        Assert.That(
            Set(Rule("a", "kind = sale", Dr("assets:cash", debit), Cr("income:sales", credit))).Map(Full),
            Is.EqualTo(new MapResult.Held("unbalanced", $"Rule a: {difference}. Some part of the transaction has no line in the rule, or two.", "a"))
        );

    [Test]
    public void finer_than_the_currency_need_a_rounding_account()
    {
        var rule = Rule("a", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "0.335 * gross"), Cr("income:rent", "0.665 * gross"));
        var odd = Sale with { Gross = 1.01m };
        Assert.Multiple(() =>
        {
            Assert.That(Set(rule).Held(odd).ReasonCode, Is.EqualTo(HeldReason.Scale));
            Assert.That(
                SetIn(Always, new Rounding("expenses:rounding", 0.02m), ChartOfAccounts.Empty, rule).Lines(odd),
                Is.EqualTo(new[] { "dr assets:cash 1.01 USD", "cr income:sales 0.34 USD", "cr income:rent 0.67 USD" })
            );
        });
    }

    [Test]
    public void that_rounding_leaves_go_to_its_account_up_to_the_cap()
    {
        var rule = Rule("a", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "0.5 * gross"), Cr("income:rent", "0.5 * gross"));
        var odd = Sale with { Gross = 1.01m };
        Assert.Multiple(() =>
        {
            Assert.That(
                SetIn(Always, new Rounding("expenses:rounding", 0.02m), ChartOfAccounts.Empty, rule).Lines(odd),
                Is.EqualTo(
                    new[]
                    {
                        "dr assets:cash 1.01 USD",
                        "cr income:sales 0.51 USD",
                        "cr income:rent 0.51 USD",
                        "dr expenses:rounding 0.01 USD \"rounding\"",
                    }
                )
            );
            Assert.That(
                SetIn(Always, new Rounding("expenses:rounding", 0.005m), ChartOfAccounts.Empty, rule).Held(odd).ReasonCode,
                Is.EqualTo(HeldReason.Unbalanced)
            );
        });
    }

    [Test]
    public void carry_memo_dimensions_and_tax_code()
    {
        Assert.That(TextTemplate.TryParse("{sku} for {customer|somebody} {related_to}", ElementKind.Item, out var memo, out _), Is.True);
        Assert.That(TemplatePart.TryFind("category", ElementKind.Item, out var category, out _), Is.True);
        Assert.That(TemplatePart.TryFind("location", ElementKind.Item, out var location, out _), Is.True);
        var sales = Cr("income:sales", "net", "items") with
        {
            Memo = memo,
            Tax = category,
            Dimensions = [new RuleDimension("class", category!), new RuleDimension("place", location!)],
            If = When("item.net > 10 and item.kind = product", ElementKind.Item),
        };
        Assert.That(
            Set(Rule("a", "kind = sale", Dr("assets:cash", "items[kind=product].net"), sales)).Lines(Full),
            Is.EqualTo(new[] { "dr assets:cash 60.00 USD", "cr income:sales 60.00 USD {class=kitchen} tax=kitchen \"mug for somebody\"" })
        );
    }

    [Test]
    public void beyond_what_the_ledger_holds_are_refused() =>
        Assert.That(
            Set(Rule("a", "kind = sale", Dr("assets:cash", "1000 * gross"), Cr("income:sales", "1000 * gross")))
                .Held(Sale with { Gross = JournalEntry.MaxAmount })
                .ReasonCode,
            Is.EqualTo(HeldReason.Refused)
        );
}
