using AccountingSync.Ingestion.Pulls;

namespace AccountingSync.Services.Tests.Pulls;

public sealed class Reading_what_is_asked_for
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    static readonly NewPull Plain = new("stripe", "*/15 * * * *");

    static IEnumerable<TestCaseData> Wrong()
    {
        TestCaseData Of(NewPull asked, string field) => new TestCaseData(asked, field).SetArgDisplayNames(field, asked.ToString());
        yield return Of(Plain with { Cron = "every morning" }, "cron");
        yield return Of(Plain with { Cron = "0 0 2 * * ?" }, "cron");
        yield return Of(Plain with { TimeZone = "Mars/Olympus" }, "time_zone");
        yield return Of(Plain with { Window = "22:00" }, "window");
        yield return Of(Plain with { Window = "06:00-06:00" }, "window");
        yield return Of(Plain with { Window = "25:00-06:00" }, "window");
        yield return Of(Plain with { Cron = "0 12 * * *", Window = "22:00-06:00" }, "window");
        yield return Of(Plain with { Holidays = ["25.12.2026"] }, "holidays");
        yield return Of(Plain with { OverlapSeconds = 1 }, "overlap_seconds");
        yield return Of(Plain with { OverlapSeconds = double.NaN }, "overlap_seconds");
        yield return Of(Plain with { Since = Noon.AddSeconds(1) }, "since");
    }

    [TestCaseSource(nameof(Wrong))]
    public void names_the_field_that_is_wrong(NewPull asked, string field) =>
        Assert.That(((PullReading.Refused)PullReading.Of(asked, Noon)).Problems.Select(problem => problem.Field), Is.EqualTo([field]));

    [Test]
    public void names_all_that_is_wrong_at_once() =>
        Assert.That(
            ((PullReading.Refused)PullReading.Of(Plain with { Cron = "x", Window = "y" }, Noon)).Problems.Select(problem => problem.Field),
            Is.EqualTo(["cron", "window"])
        );

    [Test]
    public void asks_for_a_day_with_an_hour_of_overlap_when_nothing_is_said()
    {
        var pull = ((PullReading.Read)PullReading.Of(Plain, Noon)).At("acme", "stripe", Noon);
        Assert.That((pull.AskedUntil, pull.Overlap, pull.Schedule.Zone.Id), Is.EqualTo((Noon.AddDays(-1), TimeSpan.FromHours(1), "UTC")));
    }

    [Test]
    public void tells_the_account_again_from_the_first_whole_day_on_when_a_beginning_is_named()
    {
        DateOnly? Of(DateTimeOffset? since) =>
            ((PullReading.Read)PullReading.Of(Plain with { Since = since }, Noon)).FirstDayWithin(TimeSpan.FromDays(30), Noon);
        Assert.That(Of(null), Is.Null);
        Assert.That(Of(Noon.AddDays(-3)), Is.EqualTo(new DateOnly(2026, 2, 28)));
        Assert.That(Of(Noon.AddDays(-90)), Is.EqualTo(new DateOnly(2026, 2, 1)), "no further back than the vendor tells");
    }

    [Test]
    public void keeps_what_is_said()
    {
        var read = (PullReading.Read)
            PullReading.Of(
                new NewPull("stripe", "0 3 * * *", "Europe/Berlin", "22:00-06:00", ["2026-12-26", "2026-12-25", "2026-12-25"], 600, Noon.AddDays(-3)),
                Noon
            );
        Assert.That(read.Schedule.Window, Is.EqualTo(new PullWindow(new TimeOnly(22, 0), new TimeOnly(6, 0))));
        Assert.That(read.Schedule.Holidays, Is.EqualTo([new DateOnly(2026, 12, 25), new DateOnly(2026, 12, 26)]));
        Assert.That((read.Overlap, read.Since), Is.EqualTo((TimeSpan.FromMinutes(10), (DateTimeOffset?)Noon.AddDays(-3))));
    }
}
