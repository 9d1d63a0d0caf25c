using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Days, with or without a time of day, as exports write them: 2026-01-31, 31/01/2026, 01/31/26, 31.01.2026; 10:11, 10:11:12, 10:11:12 PM.</summary>
static partial class DateText
{
    [GeneratedRegex(
        @"\A(?:(?<y>[0-9]{4})[-/](?<m>[0-9]{1,2})[-/](?<d>[0-9]{1,2})|(?<a>[0-9]{1,2})(?<s>[./-])(?<b>[0-9]{1,2})\k<s>(?<y>[0-9]{4}|[0-9]{2}))(?:[ T]+(?<h>[0-9]{1,2}):(?<min>[0-9]{2})(?::(?<sec>[0-9]{2})(?:\.[0-9]+)?)?(?: ?(?<half>[AaPp][Mm]))?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Form { get; }

    [GeneratedRegex(
        @"\A(?<local>.+?) ?(?<offset>Z|UTC|[+-][0-9]{2}:?[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex WithOffset { get; }

    /// <param name="order">Null when every date of the file tells its order itself: then one that does not is refused.</param>
    public static bool TryParse(string text, DateOrder? order, out DateTime time)
    {
        time = default;
        if (Form.Match(text) is not { Success: true } match)
            return false;
        if (order is null && match.Groups["a"].Success && match.Groups["s"].Value != ".")
            return false;
        int Number(string group) =>
            match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        var year = Number("y") is var written && match.Groups["y"].Length == 2 ? 2000 + written : written;
        var (day, month) =
            !match.Groups["a"].Success ? (Number("d"), Number("m"))
            : match.Groups["s"].Value == "." || order == DateOrder.DayMonthYear ? (Number("a"), Number("b"))
            : (Number("b"), Number("a"));
        var hour = Hour(Number("h"), match.Groups["half"].Value);
        if (year is < 1970 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour is not (>= 0 and <= 23) || Number("min") > 59 || Number("sec") > 59)
            return false;
        time = new DateTime(year, month, day, hour, Number("min"), Number("sec"), DateTimeKind.Unspecified);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    public static bool TryParseWithOffset(string text, DateOrder? order, out DateTimeOffset time)
    {
        time = default;
        if (WithOffset.Match(text) is not { Success: true } match || !TryParse(match.Groups["local"].Value, order, out var local))
            return false;
        var offset = match.Groups["offset"].Value.Replace(":", "", StringComparison.Ordinal);
        if (offset is "Z" or "UTC")
        {
            time = new DateTimeOffset(local, TimeSpan.Zero);
            return true;
        }
        var minutes =
            int.Parse(offset.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture) * 60
            + int.Parse(offset.AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        if (minutes > 14 * 60)
            return false;
        time = new DateTimeOffset(local, TimeSpan.FromMinutes(offset[0] == '-' ? -minutes : minutes));
        return true;
    }

    /// <summary>Which order the dates of a file can only have, because one of their numbers is no month.</summary>
    /// <returns>Null when nothing tells.</returns>
    public static DateOrder? Told(IEnumerable<string> dates)
    {
        foreach (var (first, second) in dates.Select(Numbers).OfType<(int, int)>())
        {
            if (first > 12)
                return DateOrder.DayMonthYear;
            if (second > 12)
                return DateOrder.MonthDayYear;
        }
        return null;
    }

    /// <returns>A date that may be either when nothing tells, such as 01/02/2026; null when there is none.</returns>
    public static string? Unclear(IEnumerable<string> dates) => dates.FirstOrDefault(date => Numbers(date) is not null);

    /// <returns>Null when the year comes first, or points say that the day does.</returns>
    static (int First, int Second)? Numbers(string date) =>
        Form.Match(WithoutOffset(date)) is { Success: true } match && match.Groups["a"].Success && match.Groups["s"].Value != "."
            ? (
                int.Parse(match.Groups["a"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
                int.Parse(match.Groups["b"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            )
            : null;

    /// <summary>31-01-2026 ends in no offset.</summary>
    static string WithoutOffset(string date) =>
        !Form.IsMatch(date) && WithOffset.Match(date) is { Success: true } match ? match.Groups["local"].Value : date;

    static int Hour(int hour, string half) =>
        half.ToUpperInvariant() switch
        {
            "" => hour,
            _ when hour is < 1 or > 12 => -1,
            "AM" => hour % 12,
            _ => hour % 12 + 12,
        };
}
