using System.Globalization;

namespace AccountingSync.Accounting.Summaries;

/// <summary>How the books are written to a platform, by the settings of the connection.</summary>
public abstract record Granularity
{
    Granularity() { }

    /// <summary>A document for each entry.</summary>
    public sealed record EachEntry : Granularity;

    /// <summary>A document for each day and group.</summary>
    public sealed record Daily(DailySummaries Summaries) : Granularity;

    /// <summary>A document for each payout.</summary>
    public sealed record PerPayout(PayoutSummaries Summaries) : Granularity;

    /// <param name="Problem">Names the setting, what is wrong, and what may stand there.</param>
    public sealed record Invalid(string Problem) : Granularity;

    const string Setting = "granularity";
    const string GroupBy = "group_by";
    const string WrittenAt = "summary_at";
    const string Zone = "time_zone";
    const string PayoutWait = "payout_wait";
    const int LongestWait = 60;

    /// <summary>Early enough for the people who come to work, late enough for the events that come after midnight.</summary>
    const string UsualTime = "04:00";

    /// <summary>Days. Gateways pay within a week where nothing else is agreed.</summary>
    const string UsualWait = "14";

    /// <summary>Settings <c>granularity</c> (<c>entry</c>, <c>daily</c> or <c>payout</c>), <c>group_by</c> (names of fields, with commas between; of
    /// daily), <c>payout_wait</c> (days; of payout), <c>summary_at</c> (HH:mm) and <c>time_zone</c> (IANA).</summary>
    public static Granularity Of(IReadOnlyDictionary<string, string> settings)
    {
        var asked = settings.GetValueOrDefault(Setting, "entry");
        if (asked == "entry")
            return new EachEntry();
        if (asked is not ("daily" or "payout"))
            return new Invalid(
                $"{Setting} is '{asked}'; it is entry (a document for each), daily (a document for each day and group) or payout (a document for each payout)."
            );
        var time = settings.GetValueOrDefault(WrittenAt, UsualTime);
        if (!TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return new Invalid($"{WrittenAt} is '{time}'; it is a time of the day like {UsualTime}.");
        var name = settings.GetValueOrDefault(Zone, "Etc/UTC");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return new Invalid($"{Zone} is '{name}'; it is the name of a zone like America/New_York.");
        var schedule = new SummarySchedule(at, zone);
        return asked == "daily" ? ByDay(settings, schedule) : ByPayout(settings, schedule);
    }

    static Daily ByDay(IReadOnlyDictionary<string, string> settings, SummarySchedule schedule)
    {
        var fields = settings.GetValueOrDefault(GroupBy, "source").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new Daily(new DailySummaries(new SummaryGrouping(fields), schedule));
    }

    static Granularity ByPayout(IReadOnlyDictionary<string, string> settings, SummarySchedule schedule)
    {
        if (settings.ContainsKey(GroupBy))
            return new Invalid($"{GroupBy} is for daily; with payout the payout is the group.");
        var wait = settings.GetValueOrDefault(PayoutWait, UsualWait);
        return int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= LongestWait
            ? new PerPayout(new PayoutSummaries(schedule, days))
            : new Invalid($"{PayoutWait} is '{wait}'; it is a number of days from 1 to {LongestWait}.");
    }
}
