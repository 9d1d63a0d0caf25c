using System.Globalization;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;
using static AccountingSync.Accounting.Tests.Rules.Written;

namespace AccountingSync.Accounting.Tests.Rules;

public sealed class Finding_the_business_day
{
    static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    static string Day(string occurredAt, string dayEnds) =>
        new EffectivePeriod(new DateOnly(2020, 1, 1), null, NewYork, TimeOnly.Parse(dayEnds, CultureInfo.InvariantCulture))
            .BusinessDate(DateTimeOffset.Parse(occurredAt, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [TestCase("2026-01-31T23:59:59-05:00", "00:00", "2026-01-31")]
    [TestCase("2026-02-01T00:00:00-05:00", "00:00", "2026-02-01")]
    [TestCase("2026-02-01T04:59:59Z", "00:00", "2026-01-31", Description = "in winter New York is five hours behind")]
    [TestCase("2026-07-01T03:59:59Z", "00:00", "2026-06-30", Description = "in summer four")]
    [TestCase("2026-07-01T04:00:00Z", "00:00", "2026-07-01")]
    [TestCase("2026-02-01T02:59:59.999-05:00", "03:00", "2026-01-31")]
    [TestCase("2026-02-01T03:00:00-05:00", "03:00", "2026-02-01")]
    [TestCase("2026-02-01T17:00:00+09:00", "03:00", "2026-02-01", Description = "the zone of the set counts, not that of the shop")]
    [TestCase("2026-03-08T06:59:59Z", "02:30", "2026-03-07", Description = "01:59:59, the last second before the clocks jump to three")]
    [TestCase("2026-03-08T07:00:00Z", "02:30", "2026-03-08", Description = "03:00: half past two never came, the day has begun")]
    [TestCase("2026-11-01T05:30:00Z", "01:15", "2026-11-01", Description = "the first half past one")]
    [TestCase("2026-11-01T06:10:00Z", "01:15", "2026-10-31", Description = "ten past one comes twice, and the local clock decides")]
    public void by_zone_and_end_of_day(string occurredAt, string dayEnds, string expected) =>
        Assert.That(Day(occurredAt, dayEnds), Is.EqualTo(expected));

    /// <summary>Offsets are remembered by day: each day of every zone must be the one that the zone itself gives, in whichever order they are asked.</summary>
    [TestCase("America/New_York")]
    [TestCase("Europe/Berlin")]
    [TestCase("Australia/Lord_Howe", Description = "half an hour")]
    [TestCase("Asia/Kathmandu", Description = "a quarter")]
    [TestCase("Pacific/Apia", Description = "left out a whole day")]
    [TestCase("Africa/Casablanca", Description = "four changes a year")]
    [TestCase("Europe/Dublin", Description = "negative summer time")]
    [TestCase("UTC")]
    public void is_the_same_as_the_zone_says(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var begin = new DateTimeOffset(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 60_000; i++)
        {
            // Half of them anywhere within a century, half at the hours around midnight and the changes of some years.
            var time = i % 2 == 0 ? begin.AddSeconds(i * 1_234_567L % 3_155_760_000) : begin.AddHours(490_000 + i / 2).AddTicks(i % 5 - 2);
            var ends = new TimeOnly(i % 13, 0);
            var local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
            var expected = TimeOnly.FromDateTime(local) < ends ? DateOnly.FromDateTime(local).AddDays(-1) : DateOnly.FromDateTime(local);
            Assert.That(DayClock.DayOf(time, zone, ends), Is.EqualTo(expected), $"{time:O}");
        }
    }

    [Test]
    public void is_there_at_the_ends_of_the_calendar()
    {
        Assert.That(DayClock.DayOf(DateTimeOffset.MinValue, NewYork, new TimeOnly(3, 0)), Is.EqualTo(DateOnly.MinValue));
        Assert.That(
            DayClock.DayOf(DateTimeOffset.MaxValue, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"), TimeOnly.MinValue),
            Is.EqualTo(DateOnly.MaxValue)
        );
    }

    [Test]
    public void the_entry_bears_it()
    {
        var set = SetIn(
            new EffectivePeriod(new DateOnly(2026, 1, 1), null, NewYork, new TimeOnly(3, 0)),
            null,
            ChartOfAccounts.Empty,
            Rule("a", "kind = sale")
        );
        Assert.That(
            set.Entry(Sale with { OccurredAt = new DateTimeOffset(2026, 2, 1, 7, 59, 0, TimeSpan.Zero) }).Date,
            Is.EqualTo(new DateOnly(2026, 1, 31))
        );
    }

    [TestCase("2026-01-31", true)]
    [TestCase("2026-02-01", false)]
    [TestCase("2026-03-31", false)]
    [TestCase("2026-04-01", true)]
    public void outside_the_set_s_days_it_is_held(string day, bool held)
    {
        var set = SetIn(
            Always with
            {
                From = new DateOnly(2026, 2, 1),
                Until = new DateOnly(2026, 3, 31),
            },
            null,
            ChartOfAccounts.Empty,
            Rule("a", "kind = sale")
        );
        var transaction = Sale with { OccurredAt = DateTimeOffset.Parse(day + "T12:00:00Z", CultureInfo.InvariantCulture) };
        Assert.That(set.Map(transaction) is MapResult.Held { ReasonCode: HeldReason.NotEffective }, Is.EqualTo(held));
    }

    [Test]
    public void the_beginning_and_the_end_of_time_do_no_harm() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Set(Rule("a", "kind = sale")).Held(Sale with { OccurredAt = DateTimeOffset.MinValue }).ReasonCode,
                Is.EqualTo(HeldReason.NotEffective)
            );
            Assert.That(Set(Rule("a", "kind = sale")).Entry(Sale with { OccurredAt = DateTimeOffset.MaxValue }).Date, Is.EqualTo(DateOnly.MaxValue));
        });
}
