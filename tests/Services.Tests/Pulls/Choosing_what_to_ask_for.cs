using AccountingSync.Ingestion.Pulls;

namespace AccountingSync.Services.Tests.Pulls;

public sealed class Choosing_what_to_ask_for
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Test]
    public void begins_before_the_cursor_and_ends_a_little_before_now() =>
        Assert.That(
            PullSpan.After(Noon - Hour, Hour, Month, Noon.AddMilliseconds(700)),
            Is.EqualTo(new PullSpan(Noon - 2 * Hour, Noon - PullSpan.Settle, Lost: null))
        );

    [Test]
    public void one_that_follows_at_once_asks_for_the_overlap_again() =>
        Assert.That(
            PullSpan.After(Noon - PullSpan.Settle, Hour, Month, Noon),
            Is.EqualTo(new PullSpan(Noon - PullSpan.Settle - Hour, Noon - PullSpan.Settle, Lost: null))
        );

    [Test]
    public void what_the_vendor_does_not_tell_any_more_is_named()
    {
        var span = PullSpan.After(Noon - 2 * Month, Hour, Month, Noon);
        Assert.That((span.Since, span.Lost), Is.EqualTo((Noon - Month, (DateTimeOffset?)(Noon - 2 * Month))));
    }

    [Test]
    public void an_overlap_that_is_out_of_reach_loses_nothing() =>
        Assert.That(PullSpan.After(Noon - Month, Hour, Month, Noon), Is.EqualTo(new PullSpan(Noon - Month, Noon - PullSpan.Settle, Lost: null)));

    [Test]
    public void a_clock_that_was_set_back_asks_for_nothing_backwards()
    {
        var span = PullSpan.After(Noon + 3 * Hour, Hour, Month, Noon);
        Assert.That(span.Until, Is.EqualTo(span.Since));
    }
}
