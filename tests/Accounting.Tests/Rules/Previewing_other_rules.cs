using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Previewing_other_rules
{
    static readonly RuleSet Today = Set(Rule("sale", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "gross")));

    static readonly RuleBook Other = new([
        Set(
            Rule("sale", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "net"), Cr("liabilities:tips", "tip")),
            Rule("fee", "kind = fee", Dr("expenses:fees", "gross"), Cr("assets:cash", "gross"))
        ),
    ]);

    static readonly SourceTransaction Tipped = Sale with { Tip = 10m };

    static RulePreview Preview(params (JournalEntry? Posted, SourceTransaction Said)[] decided)
    {
        var preview = new RulePreview(Other, "acme");
        foreach (var (posted, said) in decided)
            preview.Add(posted, said);
        return preview;
    }

    [Test]
    public void moves_an_amount_from_one_account_to_another() =>
        Assert.That(
            Preview((Today.Entry(Tipped), Tipped)).Accounts,
            Is.EqualTo([
                new AccountChange("income:sales", "USD", "2026-01", "", -100m, -90m),
                new AccountChange("liabilities:tips", "USD", "2026-01", "", 0m, -10m),
            ])
        );

    [Test]
    public void names_the_transaction_with_its_lines()
    {
        var changed = Preview((Today.Entry(Tipped), Tipped)).Transactions.Single();
        Assert.Multiple(() =>
        {
            Assert.That(changed.Id, Is.EqualTo("s-1"));
            Assert.That(changed.Before, Does.Contain("cr income:sales 100.00 USD"));
            Assert.That(changed.After, Does.Contain("cr liabilities:tips 10.00 USD"));
        });
    }

    [Test]
    public void changes_nothing_where_the_rules_say_the_same()
    {
        var preview = Preview((Today.Entry(Sale), Sale));
        Assert.That((preview.Accounts.Count, preview.Transactions.Count, preview.Compared), Is.EqualTo((0, 0, 1)));
    }

    [Test]
    public void counts_a_reversal_with_the_sides_changed() =>
        Assert.That(
            Preview((Today.Entry(Tipped), Tipped), (Today.Entry(Tipped).ReversedOn(new DateOnly(2026, 1, 31), "revision 2"), Tipped)).Accounts,
            Is.Empty,
            "what was taken back has no effect under any rules"
        );

    [Test]
    public void counts_what_is_held_before_and_after()
    {
        var fee = Sale with { Kind = TransactionKind.Fee };
        var transfer = Sale with { Kind = TransactionKind.Transfer };
        var preview = Preview((null, fee), (null, transfer));
        Assert.Multiple(() =>
        {
            Assert.That(preview.Held, Is.EqualTo((2, 1)));
            Assert.That(preview.Accounts.Select(change => change.After), Is.EqualTo([-100m, 100m]));
            Assert.That(preview.Transactions.Select(changed => changed.Id), Is.EqualTo(["s-1"]), "the transfer stays held");
        });
    }

    [Test]
    public void says_why_what_is_posted_would_be_held() =>
        Assert.That(
            Preview((Set(Rule("any", "gross > 0")).Entry(Sale with { Kind = TransactionKind.Payout }), Sale with { Kind = TransactionKind.Payout }))
                .Transactions.Single()
                .Held,
            Does.Contain("no rule for the kind payout")
        );

    [Test]
    public void compares_two_sets_with_each_other_and_not_with_the_books()
    {
        var preview = new RulePreview(Other, "acme", against: new RuleBook([Today]));
        preview.Add(Today.Entry(Sale), Tipped);
        Assert.That(
            preview.Accounts.Select(change => (change.Account, change.Before, change.After)),
            Is.EqualTo([("income:sales", -100m, -90m), ("liabilities:tips", 0m, -10m)])
        );
    }

    static readonly RuleSet GivingBack = Set(
        Rule("sale", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "gross")),
        Rule("refund", "kind = refund") with
        {
            Lines = [],
            Reverse = new Reversing(),
        }
    );

    static SourceTransaction Refund(string id, decimal gross) =>
        Sale with
        {
            Id = id,
            Kind = TransactionKind.Refund,
            Gross = gross,
            Items = [],
            Taxes = [],
            Tenders = [],
            RelatedTo = Sale.Id,
        };

    [Test]
    public void lets_held_refunds_take_one_after_the_other_of_what_is_left()
    {
        var preview = new RulePreview(new RuleBook([GivingBack]), "acme");
        var original = new Original(Sale, GivingBack, []);
        preview.Add(null, Refund("r-1", 60m), original);
        preview.Add(null, Refund("r-2", 60m), original);
        preview.Add(null, Refund("r-3", 10m));
        Assert.That(preview.Held, Is.EqualTo((3, 2)), "of 100.00 only one 60.00 can be given back, and one original is not in the books");
        Assert.That(preview.Transactions.Select(changed => changed.Id), Is.EqualTo(["r-1"]));
    }

    [Test]
    public void holds_again_a_revision_that_has_less_than_was_given_back()
    {
        var revised = Sale with { Revision = 2, Gross = 20m, Items = [], Taxes = [], Tenders = [] };
        var preview = new RulePreview(new RuleBook([GivingBack]), "acme");
        preview.Add(null, revised, original: null, [new Portion { Gross = 60m }]);
        Assert.That(preview.Held, Is.EqualTo((1, 1)));
        preview.Add(null, revised, original: null, [new Portion { Gross = 20m }]);
        Assert.That(preview.Held, Is.EqualTo((2, 1)));
    }
}
