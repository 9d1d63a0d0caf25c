using Quartz;
using Quartz.Impl.Calendar;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>When a pull begins. Pure.</summary>
/// <param name="Cron">Five fields, as crontab has them: minute, hour, day of the month, month, day of the week (0 or 7 is Sunday).</param>
/// <param name="Window">Null: always.</param>
/// <param name="Holidays">Days on which none begins.</param>
sealed record PullSchedule(string Cron, TimeZoneInfo Zone, PullWindow? Window, IReadOnlyList<DateOnly> Holidays)
{
    /// <summary>A cron expression that names a few minutes of a window that is never open would be searched for ever.</summary>
    const int MaxLookedAt = 100_000;

    static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    public CronExpression Expression => CronExpression.Parse(Cron, CronFormat.Unix).WithTimeZone(Zone);

    /// <returns>Null when every time is right.</returns>
    public ICalendar? Calendar()
    {
        ICalendar? calendar = null;
        if (Holidays.Count > 0)
        {
            var holidays = new HolidayCalendar { TimeZone = Zone };
            foreach (var day in Holidays)
                holidays.AddExcludedDay(day);
            calendar = holidays;
        }
        foreach (var (from, until) in Closed())
            calendar = new DailyCalendar(from, until, calendar) { TimeZone = Zone };
        return calendar;
    }

    /// <summary>The first time after <paramref name="now"/>.</summary>
    /// <returns>Null when there is none, as for a window in which the expression names no time.</returns>
    public DateTimeOffset? Next(DateTimeOffset now)
    {
        var (expression, calendar) = (Expression, Calendar());
        var next = expression.GetNextValidTimeAfter(now);
        for (var looked = 0; next is { } time && looked < MaxLookedAt; looked++)
        {
            if (calendar is null || calendar.IsTimeIncluded(time))
                return time;
            next = expression.GetNextValidTimeAfter(time);
        }
        return null;
    }

    public bool IsOpen(DateTimeOffset now)
    {
        var there = TimeZoneInfo.ConvertTime(now, Zone);
        return (Window is not { } window || window.Contains(TimeOnly.FromDateTime(there.DateTime)))
            && !Holidays.Contains(DateOnly.FromDateTime(there.DateTime));
    }

    /// <summary>What a day has outside of the window; both ends of a range belong to it.</summary>
    IEnumerable<(TimeOnly From, TimeOnly Until)> Closed()
    {
        if (Window is not { } window)
            yield break;
        if (window.From > window.Until)
        {
            yield return (window.Until, window.From.Add(-Instant));
            yield break;
        }
        if (window.From > TimeOnly.MinValue)
            yield return (TimeOnly.MinValue, window.From.Add(-Instant));
        if (window.Until > TimeOnly.MinValue)
            yield return (window.Until, new TimeOnly(23, 59, 59, 999));
    }
}
