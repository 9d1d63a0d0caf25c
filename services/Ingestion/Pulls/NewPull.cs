using System.Globalization;
using Quartz;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>What somebody asks for: that a connection's vendor is asked at set times.</summary>
/// <param name="TimeZone">IANA's name; UTC when not given.</param>
/// <param name="Window">Like 22:00-06:00; always when not given.</param>
/// <param name="Holidays">Like 2026-12-25; none when not given.</param>
/// <param name="OverlapSeconds">An hour when not given.</param>
/// <param name="Since">What happened from then on is asked for first; a day ago when not given.</param>
public sealed record NewPull(
    string Connection,
    string Cron,
    string? TimeZone = null,
    string? Window = null,
    IReadOnlyList<string>? Holidays = null,
    double? OverlapSeconds = null,
    DateTimeOffset? Since = null
);

/// <summary>What is wrong with one member of a <see cref="NewPull"/>.</summary>
public sealed record PullProblem(string Field, string Message);

/// <summary>Whether a <see cref="NewPull"/> can be done.</summary>
abstract record PullReading
{
    const int MaxHolidays = 1_000;
    static readonly TimeSpan LeastOverlap = TimeSpan.FromMinutes(1);
    static readonly TimeSpan MostOverlap = TimeSpan.FromDays(7);
    static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(1);
    static readonly TimeSpan UsualPast = TimeSpan.FromDays(1);

    PullReading() { }

    /// <param name="Since">Null when nothing was said: a pull that is there keeps its own.</param>
    public sealed record Read(PullSchedule Schedule, TimeSpan Overlap, DateTimeOffset? Since) : PullReading
    {
        public PullRecord At(string organisation, string connection, DateTimeOffset now) =>
            new(organisation, connection, Schedule, Overlap, Paused: false, (Since ?? now - UsualPast).ToUniversalTime(), Account: null);

        /// <summary>The first day of the account of which everything is asked for.</summary>
        /// <returns>Null when no beginning is named.</returns>
        public DateOnly? FirstDayWithin(TimeSpan reach, DateTimeOffset now) =>
            Since is not { } since ? null : AccountSpan.FirstWholeDay(since < now - reach ? now - reach : since);
    }

    public sealed record Refused(IReadOnlyList<PullProblem> Problems) : PullReading;

    /// <summary>Pure.</summary>
    public static PullReading Of(NewPull asked, DateTimeOffset now)
    {
        var problems = new List<PullProblem>();
        void Wrong(string field, string message) => problems.Add(new PullProblem(field, message));

        var (zone, window, holidays) = (TimeZoneInfo.Utc, (PullWindow?)null, new List<DateOnly>());
        if (!CronExpression.TryParse(asked.Cron, CronFormat.Unix, out _))
            Wrong(
                "cron",
                $"'{asked.Cron}' is no cron expression of five fields. Write minute, hour, day, month, day of the week, such as '*/15 * * * *'."
            );
        if (asked.TimeZone is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone!))
            Wrong("time_zone", $"There is no time zone '{name}'. Write IANA's name, such as Europe/Berlin.");
        if (asked.Window is { } text && (window = Window(text)) is null)
            Wrong("window", $"'{text}' is no window. Write two different times of the day, such as 22:00-06:00.");
        foreach (var day in asked.Holidays ?? [])
            if (DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                holidays.Add(date);
            else
                Wrong("holidays", $"'{day}' is no day. Write it like 2026-12-25.");
        if (holidays.Count > MaxHolidays)
            Wrong("holidays", $"There are {holidays.Count} holidays, and at most {MaxHolidays} are kept. Leave out those that are over.");
        var overlapSeconds = asked.OverlapSeconds ?? UsualOverlap.TotalSeconds;
        if (!(overlapSeconds >= LeastOverlap.TotalSeconds && overlapSeconds <= MostOverlap.TotalSeconds))
            Wrong("overlap_seconds", $"It must be from {LeastOverlap.TotalSeconds} to {MostOverlap.TotalSeconds} seconds.");
        if (asked.Since > now)
            Wrong("since", "It lies in the future. Name a moment that is over.");
        if (problems.Count > 0)
            return new Refused(problems);
        var schedule = new PullSchedule(asked.Cron, zone, window, [.. holidays.Distinct().Order()]);
        return schedule.Next(now) is null
            ? new Refused([new PullProblem("window", "The cron expression names no time within the window. Widen the window, or name other times.")])
            : new Read(schedule, TimeSpan.FromSeconds(overlapSeconds), asked.Since);
    }

    static PullWindow? Window(string text) =>
        text.Split('-') is [var from, var until] && Time(from) is { } first && Time(until) is { } last && first != last
            ? new PullWindow(first, last)
            : null;

    static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
