using AccountingSync.Accounting.Summaries;

namespace AccountingSync.Accounting.Tests.Summaries;

public sealed class When_a_summary_is_written
{
    static readonly SummarySchedule NewYork = At("04:00", "America/New_York");
    static readonly DateOnly Day = new(2026, 7, 4);

    [Test]
    public void A_day_is_written_on_the_next_morning_there() =>
        Assert.That(NewYork.DueAt(Day, Utc("2026-07-04T15:00")), Is.EqualTo(Utc("2026-07-05T08:00")));

    [Test]
    public void What_is_known_before_is_written_with_its_day() =>
        Assert.That(NewYork.DueAt(Day, Utc("2026-07-05T08:00")), Is.EqualTo(Utc("2026-07-05T08:00")));

    [TestCase("2026-07-05T08:01", "2026-07-06T08:00")]
    [TestCase("2026-07-06T07:59", "2026-07-06T08:00")]
    [TestCase("2026-09-01T03:00", "2026-09-01T08:00", Description = "still the evening of August there")]
    public void What_comes_later_is_written_on_the_next_morning_that_comes(string known, string written) =>
        Assert.That(NewYork.DueAt(Day, Utc(known)), Is.EqualTo(Utc(written)));

    [Test]
    public void An_entry_of_a_day_to_come_waits_for_that_day() =>
        Assert.That(NewYork.DueAt(new DateOnly(2026, 12, 31), Utc("2026-07-04T15:00")), Is.EqualTo(Utc("2027-01-01T09:00")));

    [TestCase("2026-03-07", "2026-03-08T07:30", Description = "half past two is left out: an hour later by the new clock")]
    [TestCase("2026-10-31", "2026-11-01T07:30", Description = "half past two comes once, after the hour that comes twice")]
    [TestCase("2026-07-04", "2026-07-05T06:30")]
    public void Clocks_that_are_set_forward_or_back(string day, string written) =>
        Assert.That(
            At("02:30", "America/New_York").DueAt(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.MinValue),
            Is.EqualTo(Utc(written))
        );

    [Test]
    public void Of_a_time_that_comes_twice_it_is_the_first() =>
        Assert.That(At("01:30", "America/New_York").DueAt(new DateOnly(2026, 10, 31), DateTimeOffset.MinValue), Is.EqualTo(Utc("2026-11-01T05:30")));

    [Test]
    public void Every_day_of_a_year_is_written_after_the_one_before(
        [Values("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/UTC")] string zone,
        [Values("00:00", "01:30", "02:30", "23:59")] string time
    )
    {
        var schedule = At(time, zone);
        var days = Enumerable.Range(0, 366).Select(new DateOnly(2026, 1, 1).AddDays).ToList();

        var written = days.Select(day => schedule.DueAt(day, DateTimeOffset.MinValue)).ToList();

        Assert.That(written, Is.Ordered.Ascending.And.Unique);
        foreach (var (day, at) in days.Zip(written))
            Assert.That(schedule.DueAt(day, at.AddTicks(1)), Is.GreaterThan(at).And.LessThanOrEqualTo(at.AddHours(26)), "late ones wait for one day");
    }

    static SummarySchedule At(string time, string zone) =>
        new(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));

    static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text + ":00Z", System.Globalization.CultureInfo.InvariantCulture);
}
