using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Tests.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace AccountingSync.Accounting.Tests.Periods;

public sealed class Placing_entries_of_closed_periods
{
    static readonly ClosedPeriodPolicy Later = new(WhenClosed.NextOpenDay);

    [TestCase("2026-03-31")]
    [TestCase("2026-05-01")]
    public void leaves_an_entry_of_an_open_period_where_it_is(string day) =>
        Assert.That(Place(day, Closed("2026-04"), Later), Is.EqualTo(new Placement.Post(Entry(day))));

    [TestCase("2026-04-01", "2026-05-01")]
    [TestCase("2026-04-30", "2026-05-01")]
    public void the_next_open_day_is_the_first_after_the_closed_period(string day, string next)
    {
        var posted = ((Placement.Post)Place(day, Closed("2026-04"), Later)).Entry;
        Assert.That((posted.Date, posted.OriginalDate), Is.EqualTo((Day(next), (DateOnly?)Day(day))));
        Assert.That(posted.OnItsOwnDay(), Is.EqualTo(Entry(day)));
    }

    [Test]
    public void goes_over_every_closed_period_on_the_way()
    {
        var posted = ((Placement.Post)Place("2026-11-30", Closed("2026-11", "2026-12", "2027-01", "2027-03"), Later)).Entry;
        Assert.That(posted.Date, Is.EqualTo(new DateOnly(2027, 2, 1)));
    }

    [Test]
    public void holds_where_the_rules_say_nothing()
    {
        var wait = (Placement.Wait)Place("2026-04-10", Closed("2026-04"), ClosedPeriodPolicy.Standard);
        Assert.That(wait.AsksToReopen, Is.False);
        Assert.That(wait.Reason, Does.StartWith("2026-04 is closed."));
    }

    [Test]
    public void asks_where_the_rules_say_so() =>
        Assert.That(((Placement.Wait)Place("2026-04-10", Closed("2026-04"), new(WhenClosed.AskToReopen))).AsksToReopen, Is.True);

    [TestCase(100.00, false)]
    [TestCase(99.99, true)]
    public void more_than_the_threshold_needs_a_person(double cap, bool waits)
    {
        var placed = Place("2026-04-10", Closed("2026-04"), new(WhenClosed.NextOpenDay, (decimal)cap));
        Assert.That(placed is Placement.Wait, Is.EqualTo(waits), placed.ToString());
    }

    [Test]
    public void a_reversal_of_what_was_posted_later_is_of_the_day_on_which_that_counts()
    {
        var posted = ((Placement.Post)Place("2026-04-10", Closed("2026-04"), Later)).Entry;
        var reversal = posted.ReversedOn(posted.Date, "changed");
        Assert.That((reversal.Date, reversal.OriginalDate), Is.EqualTo((new DateOnly(2026, 5, 1), (DateOnly?)null)));
    }

    [Test]
    public void the_day_that_it_is_of_is_part_of_what_an_entry_says()
    {
        var onItsDay = Entry("2026-05-01");
        var later = Entry("2026-04-10").PostedLaterOn(new DateOnly(2026, 5, 1));
        Assert.That(ContentBytes.Of(later), Is.Not.EqualTo(ContentBytes.Of(onItsDay)));
    }

    [Test]
    public void nothing_is_ever_posted_into_a_closed_period_nor_before_its_own_day()
    {
        var cases =
            from months in Gen.Choose(0, 30).ListOf()
            from day in Gen.Choose(0, 900)
            select (Closed: months.Select(month => AccountingPeriod.Of(new DateOnly(2026, 1, 1).AddMonths(month))).ToHashSet(), Day: day);
        Amounts.Holds(
            cases,
            example =>
            {
                var entry = Entry(new DateOnly(2026, 1, 1).AddDays(example.Day));
                var posted = ((Placement.Post)Placement.Of(entry, example.Closed, Later)).Entry;
                return !example.Closed.Contains(AccountingPeriod.Of(posted.Date)) && posted.Date >= entry.Date && posted.OnItsOwnDay() == entry;
            }
        );
    }

    static Placement Place(string day, HashSet<AccountingPeriod> closed, ClosedPeriodPolicy policy) => Placement.Of(Entry(day), closed, policy);

    static HashSet<AccountingPeriod> Closed(params string[] periods) =>
        [.. periods.Select(text => AccountingPeriod.TryParse(text, out var period) ? period : throw new FormatException(text))];

    static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static JournalEntry Entry(string day) => Entry(Day(day));

    static JournalEntry Entry(DateOnly day) =>
        (
            (DraftResult.Drafted)
                JournalEntry.Draft(
                    "acme",
                    new EntryOrigin("till", "1", 1, EntryPart.Entry),
                    day,
                    "sale 1",
                    new RuleReference("retail", 1, "sale", "abc"),
                    Lines
                )
        ).Entry;

    // One object for all, so that records of entries are equal by value.
    static readonly JournalLine[] Lines = [new("assets:cash", "USD", 100m), new("income:sales", "USD", -100m)];
}
