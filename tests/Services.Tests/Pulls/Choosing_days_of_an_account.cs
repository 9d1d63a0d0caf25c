using AccountingSync.Ingestion.Pulls;

namespace AccountingSync.Services.Tests.Pulls;

public sealed class Choosing_days_of_an_account
{
    static readonly DateOnly Monday = new(2026, 3, 2);

    static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day, new TimeOnly(hour, minute), TimeSpan.Zero);

    [Test]
    public void a_day_is_told_an_hour_after_its_end()
    {
        var tuesday = Monday.AddDays(1);
        Assert.That(AccountSpan.After(Monday, Monday, At(tuesday, 0, 59)), Is.Null);
        Assert.That(AccountSpan.After(Monday, Monday, At(tuesday, 1)), Is.EqualTo(new AccountSpan(Monday, tuesday)));
    }

    [Test]
    public void the_last_day_that_was_told_is_told_once_more()
    {
        var thursday = Monday.AddDays(3);
        Assert.That(AccountSpan.After(Monday, Monday.AddDays(2), At(thursday, 7)), Is.EqualTo(new AccountSpan(Monday.AddDays(1), thursday)));
        Assert.That(AccountSpan.After(Monday, thursday, At(thursday, 23)), Is.Null, "but not before there is another day");
    }

    [Test]
    public void days_that_were_missed_are_told_at_once() =>
        Assert.That(AccountSpan.After(Monday, Monday, At(Monday.AddDays(9), 7)), Is.EqualTo(new AccountSpan(Monday, Monday.AddDays(9))));

    [Test]
    public void the_first_is_one_that_is_asked_for_as_a_whole()
    {
        Assert.That(AccountSpan.FirstWholeDay(At(Monday, 0)), Is.EqualTo(Monday));
        Assert.That(AccountSpan.FirstWholeDay(At(Monday, 0, 1)), Is.EqualTo(Monday.AddDays(1)));
        Assert.That(AccountSpan.FirstWholeDay(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.FromHours(1))), Is.EqualTo(Monday), "of UTC");
    }
}
