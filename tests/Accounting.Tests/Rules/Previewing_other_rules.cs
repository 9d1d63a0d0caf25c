using AccountingSync.Accounting.Rules;
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
}
