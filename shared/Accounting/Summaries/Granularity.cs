using System.Globalization;

namespace AccountingSync.Accounting.Summaries;

/// <summary>How the books are written to a platform, by the settings of the connection.</summary>
public abstract record Granularity
{
    Granularity() { }

    /// <summary>A document for each entry.</summary>
    public sealed record EachEntry : Granularity;

    /// <summary>A document for each day and group.</summary>
    public sealed record Daily(SummaryGrouping Grouping, SummarySchedule Schedule) : Granularity;

    /// <param name="Problem">Names the setting, what is wrong, and what may stand there.</param>
    public sealed record Invalid(string Problem) : Granularity;

    const string Setting = "granularity";
    const string GroupBy = "group_by";
    const string WrittenAt = "summary_at";
    const string Zone = "time_zone";

    /// <summary>Early enough for the people who come to work, late enough for the events that come after midnight.</summary>
    const string UsualTime = "04:00";

    /// <summary>Settings <c>granularity</c> (<c>entry</c> or <c>daily</c>), <c>group_by</c> (names of fields, with commas between), <c>summary_at</c>
    /// (HH:mm) and <c>time_zone</c> (IANA).</summary>
    public static Granularity Of(IReadOnlyDictionary<string, string> settings)
    {
        switch (settings.GetValueOrDefault(Setting, "entry"))
        {
            case "entry":
                return new EachEntry();
            case "daily":
                break;
            case var other:
                return new Invalid($"{Setting} is '{other}'; it is entry (a document for each) or daily (a document for each day and group).");
        }
        var time = settings.GetValueOrDefault(WrittenAt, UsualTime);
        if (!TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return new Invalid($"{WrittenAt} is '{time}'; it is a time of the day like {UsualTime}.");
        var name = settings.GetValueOrDefault(Zone, "Etc/UTC");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return new Invalid($"{Zone} is '{name}'; it is the name of a zone like America/New_York.");
        var fields = settings.GetValueOrDefault(GroupBy, "source").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new Daily(new SummaryGrouping(fields), new SummarySchedule(at, zone));
    }
}
