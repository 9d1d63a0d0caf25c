using AccountingSync.Accounting.Matching;

namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>That nothing came can be said of days that one account's statements cover without a gap.</summary>
public sealed class Days_of_statements
{
    static readonly DateOnly First = new(2026, 1, 1);

    [Test]
    public void cover_what_follows_each_other_and_what_overlaps()
    {
        var days = new StatementDays([Statement(5, 9), Statement(0, 4), Statement(7, 12)]);
        Assert.That(Covers(days, 0, 12), Is.True);
        Assert.That(Covers(days, 0, 13), Is.False);
        Assert.That(Covers(days, -1, 4), Is.False);
    }

    [Test]
    public void cover_a_weekend_over_which_the_balance_did_not_change()
    {
        Assert.That(Covers(new StatementDays([Statement(0, 0, 1m, 5m), Statement(3, 3, 5m, 7m)]), 0, 3), Is.True);
        Assert.That(Covers(new StatementDays([Statement(0, 0, 1m, 5m), Statement(3, 3, 6m, 7m)]), 0, 3), Is.False, "a statement is missing");
        Assert.That(Covers(new StatementDays([Statement(0, 0), Statement(3, 3)]), 0, 3), Is.False, "nothing shows that none is");
    }

    [Test]
    public void are_of_one_account() =>
        Assert.That(Covers(new StatementDays([Statement(0, 4), Statement(5, 9) with { Account = "other" }]), 0, 9), Is.False);

    [Test]
    public void of_an_account_that_nobody_asks_for_cover_nothing() =>
        Assert.That(Covers(new StatementDays([Statement(0, 9) with { Account = "other" }]), 0, 9), Is.False);

    [Test]
    public void that_touch_are_torn_where_the_balances_do_not_follow_from_each_other()
    {
        Assert.That(Covers(new StatementDays([Statement(0, 4, 1m, 5m), Statement(5, 9, 5m, 7m)]), 0, 9), Is.True);
        Assert.That(
            Covers(new StatementDays([Statement(0, 4, 1m, 5m), Statement(5, 9, 6m, 7m)]), 0, 9),
            Is.False,
            "another one of the 4th is missing"
        );
    }

    [Test]
    public void of_no_statement_cover_nothing() => Assert.That(Covers(new StatementDays([]), 0, 0), Is.False);

    [Test]
    public void a_long_statement_is_not_shortened_by_one_within_it() =>
        Assert.That(Covers(new StatementDays([Statement(0, 30), Statement(3, 4), Statement(31, 40)]), 0, 40), Is.True);

    static bool Covers(StatementDays days, int from, int until) =>
        days.Cover(First.AddDays(from), First.AddDays(until), new HashSet<string> { "main" });

    static StatementPeriod Statement(int from, int until, decimal? opening = null, decimal? closing = null) =>
        new("main", First.AddDays(from), First.AddDays(until), opening, closing);
}
