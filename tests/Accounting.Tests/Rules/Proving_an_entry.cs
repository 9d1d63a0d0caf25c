using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Proving_an_entry
{
    static readonly RuleSet Rules = Set(
        Rule("sale", "kind = sale", Dr("assets:cash", "gross"), Cr("income:sales", "net"), Cr("liabilities:tips", "tip"))
    );
    static readonly SourceTransaction Tipped = Sale with { Tip = 10m };
    static readonly JournalEntry Posted = Rules.Entry(Tipped);

    [Test]
    public void finds_no_difference_where_there_is_none() => Assert.That(EntryProof.Difference(Posted, Tipped, Rules), Is.Null);

    [Test]
    public void knows_a_reversal_by_the_entry_that_it_takes_back() =>
        Assert.That(EntryProof.Difference(Posted.ReversedOn(new DateOnly(2026, 3, 1), "revision 2 of till s-1"), Tipped, Rules), Is.Null);

    [Test]
    public void shows_lines_that_do_not_follow() =>
        Assert.That(
            EntryProof.Difference(Posted, Sale with { Tip = 12m }, Rules),
            Is.EqualTo(
                """
                lines (- in the books, + as they follow):
                - cr income:sales 90.00 USD
                - cr liabilities:tips 10.00 USD
                + cr income:sales 88.00 USD
                + cr liabilities:tips 12.00 USD
                """
            )
        );

    [Test]
    public void shows_another_date() =>
        Assert.That(
            EntryProof.Difference(Posted with { Date = new DateOnly(2026, 2, 1) }, Tipped, Rules),
            Is.EqualTo("date is 2026-02-01, and follows as 2026-01-31")
        );

    [Test]
    public void makes_an_entry_of_the_day_that_was_fixed_and_none_of_another()
    {
        var first = new FirstAcceptance(new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero), new DateOnly(2026, 2, 1), new DateOnly(2026, 2, 2));
        var said = Tipped with { FirstAccepted = first };
        Assert.Multiple(() =>
        {
            Assert.That(EntryProof.Difference(Rules.Entry(said), said, Rules), Is.Null);
            Assert.That(EntryProof.Difference(Posted, said, Rules), Is.EqualTo("date is 2026-01-31, and follows as 2026-02-01"));
            Assert.That(
                EntryProof.Difference(Posted, Tipped with { FirstAccepted = first with { OccurredOn = null } }, Rules),
                Is.Null,
                "one from before any clock was set"
            );
        });
    }

    [Test]
    public void does_not_take_other_rules_for_those_that_the_entry_names() =>
        Assert.That(
            EntryProof.Difference(Posted with { Rule = Posted.Rule with { Hash = "other" } }, Tipped, Rules),
            Is.EqualTo($"shop 3 has the hash {Rules.Hash}, and the entry names other.")
        );

    [Test]
    public void says_when_the_rules_would_hold_it() =>
        Assert.That(
            EntryProof.Difference(Posted, Tipped with { Kind = TransactionKind.Fee }, Rules),
            Does.StartWith("shop 3 makes no entry of what the source said: ")
        );
}
