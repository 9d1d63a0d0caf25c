using AccountingSync.Ingestion.Pulls;

namespace AccountingSync.Services.Tests.Pulls;

public sealed class Keeping_a_schedule
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    static PullSchedule Of(string cron, TimeZoneInfo? zone = null, PullWindow? window = null, params DateOnly[] holidays) =>
        new(cron, zone ?? TimeZoneInfo.Utc, window, holidays);

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [TestCase("*/15 * * * *", "2026-03-02T12:00:00Z", "2026-03-02T12:15:00Z")]
    [TestCase("30 2 * * *", "2026-03-02T12:00:00Z", "2026-03-03T02:30:00Z")]
    [TestCase("0 6 * * 0", "2026-03-02T12:00:00Z", "2026-03-08T06:00:00Z")] // Sunday, as crontab counts.
    public void the_next_time_is_what_crontab_says(string cron, string now, string next) => Assert.That(Of(cron).Next(At(now)), Is.EqualTo(At(next)));

    [TestCase("2026-03-27T12:00:00Z", "2026-03-28T02:00:00Z", "winter")]
    [TestCase("2026-03-29T12:00:00Z", "2026-03-30T01:00:00Z", "summer")]
    public void the_clock_of_the_zone_counts_summer_and_winter(string now, string next, string season) =>
        Assert.That(Of("0 3 * * *", Berlin).Next(At(now)), Is.EqualTo(At(next)), season);

    [TestCase("2026-03-02T12:00:00Z", "2026-03-02T22:00:00Z")]
    [TestCase("2026-03-02T22:00:00Z", "2026-03-02T23:00:00Z")]
    [TestCase("2026-03-03T05:00:00Z", "2026-03-03T22:00:00Z")] // At six the window is closed.
    public void within_a_window_beyond_midnight(string now, string next) =>
        Assert.That(Of("0 * * * *", window: new PullWindow(new TimeOnly(22, 0), new TimeOnly(6, 0))).Next(At(now)), Is.EqualTo(At(next)));

    [TestCase("2026-03-02T00:30:00Z", "2026-03-02T01:00:00Z")]
    [TestCase("2026-03-02T04:00:00Z", "2026-03-03T01:00:00Z")]
    public void within_a_window_of_one_day(string now, string next) =>
        Assert.That(Of("0 * * * *", window: new PullWindow(new TimeOnly(1, 0), new TimeOnly(5, 0))).Next(At(now)), Is.EqualTo(At(next)));

    [Test]
    public void holidays_are_left_out_by_the_zones_day()
    {
        var schedule = Of("30 0 * * *", Berlin, null, new DateOnly(2026, 12, 25), new DateOnly(2026, 12, 26));
        Assert.That(schedule.Next(At("2026-12-24T12:00:00Z")), Is.EqualTo(At("2026-12-26T23:30:00Z")));
    }

    [Test]
    public void there_is_none_when_the_window_is_never_open_then() =>
        Assert.That(Of("0 12 * * *", window: new PullWindow(new TimeOnly(1, 0), new TimeOnly(2, 0))).Next(At("2026-03-02T12:00:00Z")), Is.Null);

    [TestCase("2026-03-02T21:59:59Z", false)]
    [TestCase("2026-03-02T22:00:00Z", true)]
    [TestCase("2026-03-03T05:59:59Z", true)]
    [TestCase("2026-03-03T06:00:00Z", false)]
    public void it_is_open_from_the_first_moment_to_before_the_last(string now, bool open) =>
        Assert.That(Of("0 * * * *", window: new PullWindow(new TimeOnly(22, 0), new TimeOnly(6, 0))).IsOpen(At(now)), Is.EqualTo(open));
}
