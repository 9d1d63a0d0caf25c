using AccountingSync.Accounting.Days;

namespace AccountingSync.Accounting.Tests.Days;

public sealed class Setting_the_clock
{
    static readonly DateTimeOffset Since = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    static DaySetting Setting(string? source, string? zone, int hour = 0) => new(source, zone, new TimeOnly(hour, 0), Since, "ann");

    [Test]
    public void an_organisation_in_one_zone_may_have_sources_in_others()
    {
        var settings = new DaySettings([Setting(null, "Europe/Berlin"), Setting("tokyo", "Asia/Tokyo", 3), Setting("gone", null)]);
        Assert.Multiple(() =>
        {
            Assert.That(settings.For("till")?.ToString(), Is.EqualTo("Europe/Berlin, 00:00"));
            Assert.That(settings.For("tokyo")?.ToString(), Is.EqualTo("Asia/Tokyo, 03:00"));
            Assert.That(settings.For("gone")?.ToString(), Is.EqualTo("Europe/Berlin, 00:00"), "taken back, it follows the organisation");
            Assert.That(settings.For("Tokyo")?.ToString(), Is.EqualTo("Europe/Berlin, 00:00"), "capitals tell sources apart");
        });
    }

    [Test]
    public void a_source_alone_may_have_one()
    {
        var settings = new DaySettings([Setting("tokyo", "Asia/Tokyo")]);
        Assert.Multiple(() =>
        {
            Assert.That(settings.For("till"), Is.Null);
            Assert.That(settings.Any, Is.True);
            Assert.That(DaySettings.None.Any, Is.False);
        });
    }

    [Test]
    public void what_cannot_be_set_is_refused_with_what_to_write()
    {
        var problems = DaySetting.Check(" ", "Europe/Berlina", new TimeOnly(12, 1));
        Assert.That(
            problems.Select(problem => $"{problem.Pointer}: {problem.Message}"),
            Is.EqualTo(
                new[]
                {
                    "/source: Write the name of a source, up to 200 characters, or leave it out for all sources.",
                    "/time_zone: 'Europe/Berlina' is no time zone. Write an IANA name such as America/New_York, Europe/Berlin or UTC.",
                    "/day_ends: A business day cannot end at 12:01. Write a local time from 00:00 to 12:00.",
                }
            )
        );
    }

    [Test]
    public void what_can_be_set_is_not_refused() =>
        Assert.Multiple(() =>
        {
            Assert.That(DaySetting.Check("till", "Asia/Kolkata", new TimeOnly(12, 0)), Is.Empty);
            Assert.That(DaySetting.Check(null, null, TimeOnly.MinValue), Is.Empty);
        });
}
