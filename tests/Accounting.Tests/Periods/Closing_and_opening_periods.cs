using AccountingSync.Accounting.Periods;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Accounting.Tests.Periods;

public sealed class Closing_and_opening_periods
{
    static readonly DateOnly Today = new(2026, 4, 15);
    static readonly AccountingPeriod April = AccountingPeriod.Of(Today);
    static readonly ClosedPeriod Closed = new(April, "ann", DateTimeOffset.UnixEpoch);
    static readonly ClosedPeriod Asked = Closed with { AskedBy = "ann", AskedAt = DateTimeOffset.UnixEpoch, AskedWhy = "an invoice is missing" };

    [Test]
    public void closes_what_is_open_and_has_begun()
    {
        Assert.That(PeriodRules.WhyNotClose(April, null, Today), Is.Null);
        Assert.That(PeriodRules.WhyNotClose(April.Next(), null, Today), Is.EqualTo("2026-05 has not begun."));
        Assert.That(PeriodRules.WhyNotClose(April, Closed, Today), Is.EqualTo("2026-04 is closed already, by ann."));
    }

    [Test]
    public void nobody_opens_alone()
    {
        Assert.That(PeriodRules.WhyNotReopen(April, Closed, "ben"), Does.StartWith("Nobody has asked"));
        Assert.That(PeriodRules.WhyNotReopen(April, Asked, "ann"), Does.EndWith("somebody else must agree."));
        Assert.That(PeriodRules.WhyNotReopen(April, Asked, "ben"), Is.Null);
        Assert.That(PeriodRules.WhyNotReopen(April, null, "ben"), Is.EqualTo("2026-04 is open."));
    }

    [Test]
    public void what_the_rules_ask_for_one_person_grants() =>
        Assert.That(PeriodRules.WhyNotReopen(April, Asked with { AskedBy = PeriodRules.TheRules }, "ann"), Is.Null);

    [Test]
    public void asks_once()
    {
        Assert.That(PeriodRules.WhyNotAsk(April, Closed), Is.Null);
        Assert.That(PeriodRules.WhyNotAsk(April, Asked), Does.Contain("ann has asked"));
        Assert.That(PeriodRules.WhyNotAsk(April, null), Is.EqualTo("2026-04 is open."));
    }

    [Test]
    public void declines_what_was_asked()
    {
        Assert.That(PeriodRules.WhyNotDecline(April, Asked), Is.Null);
        Assert.That(PeriodRules.WhyNotDecline(April, Closed), Is.Not.Null);
    }

    [TestCase("2026-03-01", null, null)]
    [TestCase("2026-02-28", null, "2026-02")]
    [TestCase("2020-01-01", null, "2025-12")]
    [TestCase("2020-01-01", "2025-11-30", null)]
    [TestCase("2020-01-01", "2025-12-01", "2025-12")]
    public void rules_touch_the_closed_days_on_which_they_hold(string from, string? until, string? touched)
    {
        static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var effective = new EffectivePeriod(Day(from), until is null ? null : Day(until), TimeZoneInfo.Utc, TimeOnly.MinValue);
        AccountingPeriod[] closed = [AccountingPeriod.Of(new DateOnly(2026, 2, 1)), AccountingPeriod.Of(new DateOnly(2025, 12, 1))];
        Assert.That(PeriodRules.FirstTouched(effective, closed)?.ToString(), Is.EqualTo(touched));
    }

    [TestCase("2026-03", true)]
    [TestCase("2026-13", false)]
    [TestCase("2026-3", false)]
    [TestCase("2026-03-01", false)]
    [TestCase("", false)]
    [TestCase(null, false)]
    public void is_written_as_year_and_month(string? text, bool reads)
    {
        Assert.That(AccountingPeriod.TryParse(text, out var period), Is.EqualTo(reads));
        if (reads)
            Assert.That(period.ToString(), Is.EqualTo(text));
    }
}
