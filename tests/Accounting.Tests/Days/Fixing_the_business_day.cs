using System.Globalization;
using AccountingSync.Accounting.Days;

namespace AccountingSync.Accounting.Tests.Days;

public sealed class Fixing_the_business_day
{
    static readonly DateTimeOffset Now = At("2026-03-10T12:00:00Z");

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DayClock Clock(string zone, string ends = "00:00") =>
        new(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(ends, CultureInfo.InvariantCulture));

    static FirstAcceptance First(string occurredAt, string zone, string ends = "00:00") => DayFixing.Of(At(occurredAt), Now, Clock(zone, ends), []);

    static KnownRevision Known(string occurredAt, FirstAcceptance first) => new(DayFixing.Kept(At(occurredAt)), first);

    [TestCase("2026-01-31T23:59:59.9999999Z", "UTC", "00:00", "2026-01-31")]
    [TestCase("2026-02-01T00:00:00Z", "UTC", "00:00", "2026-02-01", Description = "midnight belongs to the new day")]
    [TestCase("2026-02-01T02:59:59.9999999+01:00", "Europe/Berlin", "03:00", "2026-01-31")]
    [TestCase("2026-02-01T03:00:00+01:00", "Europe/Berlin", "03:00", "2026-02-01", Description = "exactly at the cut-off the new day has begun")]
    [TestCase("2026-03-29T00:59:59Z", "Europe/Berlin", "03:00", "2026-03-28", Description = "01:59:59, before the clocks jump to three")]
    [TestCase("2026-03-29T01:00:00Z", "Europe/Berlin", "03:00", "2026-03-29", Description = "03:00: the hour before the cut-off never came")]
    [TestCase("2026-10-25T00:30:00Z", "Europe/Berlin", "03:00", "2026-10-24", Description = "the first half past two")]
    [TestCase("2026-10-25T01:59:59Z", "Europe/Berlin", "03:00", "2026-10-24", Description = "the second one: the day before has an hour more")]
    [TestCase("2026-10-25T02:00:00Z", "Europe/Berlin", "03:00", "2026-10-25")]
    [TestCase("2026-01-31T18:29:59Z", "Asia/Kolkata", "00:00", "2026-01-31", Description = "half an hour ahead of the full hour")]
    [TestCase("2026-01-31T18:30:00Z", "Asia/Kolkata", "00:00", "2026-02-01")]
    [TestCase("2026-01-31T18:14:59Z", "Asia/Kathmandu", "00:00", "2026-01-31", Description = "three quarters of an hour")]
    [TestCase("2026-01-31T18:15:00Z", "Asia/Kathmandu", "00:00", "2026-02-01")]
    [TestCase("2026-10-03T15:29:00Z", "Australia/Lord_Howe", "02:15", "2026-10-03", Description = "01:59, before the clocks jump half an hour")]
    [TestCase("2026-10-03T15:30:00Z", "Australia/Lord_Howe", "02:15", "2026-10-04", Description = "02:30")]
    [TestCase(
        "2026-02-01T12:00:00+14:00",
        "Pacific/Honolulu",
        "00:00",
        "2026-01-31",
        Description = "the offset that the source wrote does not matter"
    )]
    [TestCase("0001-01-01T00:30:00Z", "America/New_York", "03:00", "0001-01-01", Description = "a clock that is wrong by ages does no harm")]
    [TestCase("9999-12-31T23:59:59Z", "Pacific/Auckland", "03:00", "9999-12-31")]
    public void by_zone_and_cut_off(string occurredAt, string zone, string ends, string expected) =>
        Assert.That(First(occurredAt, zone, ends).OccurredOn, Is.EqualTo(Day(expected)));

    [Test]
    public void the_day_of_the_acceptance_goes_by_the_same_clock() =>
        Assert.That(
            DayFixing.Of(At("2026-01-01T00:00:00Z"), At("2026-03-10T16:30:00Z"), Clock("Asia/Kolkata"), []),
            Is.EqualTo(new FirstAcceptance(At("2026-03-10T16:30:00Z"), Day("2026-01-01"), Day("2026-03-10")))
        );

    [Test]
    public void without_a_clock_none_is_fixed() =>
        Assert.That(DayFixing.Of(At("2026-01-01T00:00:00Z"), Now, null, []), Is.EqualTo(new FirstAcceptance(Now)));

    [Test]
    public void a_later_revision_keeps_the_days_of_the_first_whatever_is_set_meanwhile()
    {
        var first = First("2026-02-01T02:00:00Z", "UTC", "03:00");
        var later = DayFixing.Of(At("2026-02-01T02:00:00Z"), Now.AddDays(5), Clock("Asia/Tokyo"), [Known("2026-02-01T02:00:00Z", first)]);
        Assert.That(later, Is.EqualTo(new FirstAcceptance(Now, Day("2026-01-31"), Day("2026-03-10"))));
    }

    [Test]
    public void the_same_moment_with_another_offset_is_no_correction()
    {
        var first = First("2026-02-01T02:00:00Z", "UTC", "03:00");
        Assert.That(
            DayFixing.Of(At("2026-01-31T21:00:00-05:00"), Now, Clock("Asia/Tokyo"), [Known("2026-02-01T02:00:00Z", first)]),
            Is.EqualTo(first)
        );
    }

    [Test]
    public void a_corrected_time_gets_its_own_day_by_the_clock_that_counts_now()
    {
        var first = First("2026-02-01T02:00:00Z", "UTC", "03:00");
        var second = DayFixing.Of(At("2026-02-01T20:00:00Z"), Now.AddDays(5), Clock("Asia/Tokyo"), [Known("2026-02-01T02:00:00Z", first)]);
        Assert.Multiple(() =>
        {
            Assert.That(second.OccurredOn, Is.EqualTo(Day("2026-02-02")));
            Assert.That((second.At, second.AcceptedOn), Is.EqualTo((Now, Day("2026-03-10"))), "when it was accepted first is not corrected by that");
        });
        var third = DayFixing.Of(
            At("2026-02-01T20:00:00Z"),
            Now.AddDays(9),
            Clock("UTC"),
            [Known("2026-02-01T02:00:00Z", first), Known("2026-02-01T20:00:00Z", second)]
        );
        Assert.That(third, Is.EqualTo(second), "the corrected time keeps its day as well");
    }

    [Test]
    public void what_was_accepted_before_any_clock_keeps_the_day_of_the_rules_also_when_its_time_is_corrected()
    {
        var before = new KnownRevision(null, new FirstAcceptance(Now.AddDays(-30)));
        Assert.That(DayFixing.Of(At("2026-02-05T00:00:00Z"), Now, Clock("Asia/Tokyo"), [before]), Is.EqualTo(before.First));
    }

    [Test]
    public void a_corrected_time_after_the_clock_was_taken_back_has_the_day_of_the_rules()
    {
        var first = First("2026-02-01T02:00:00Z", "UTC", "03:00");
        Assert.That(DayFixing.Of(At("2026-02-05T00:00:00Z"), Now, null, [Known("2026-02-01T02:00:00Z", first)]).OccurredOn, Is.Null);
    }

    [Test]
    public void a_time_finer_than_what_is_kept_is_the_same_time()
    {
        var first = First("2026-02-01T02:00:00.1234567Z", "UTC", "03:00");
        Assert.That(
            DayFixing.Of(At("2026-02-01T02:00:00.1234567Z"), Now, Clock("Asia/Tokyo"), [Known("2026-02-01T02:00:00.1234567Z", first)]),
            Is.EqualTo(first)
        );
    }
}
