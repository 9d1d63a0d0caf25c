using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>Xero's times: <c>/Date(1552521600000+0000)/</c> in answers, a UTC second in the header.</summary>
static partial class XeroTime
{
    [GeneratedRegex(@"^/Date\((?<ms>-?[0-9]{1,15})([+-][0-9]{4})?\)/$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Milliseconds();

    /// <summary>Milliseconds since 1970, in UTC: what comes after them is for show. Null when it is no such time.</summary>
    public static DateTimeOffset? Read(string? text) =>
        text is not null && Milliseconds().Match(text) is { Success: true } match
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture))
            : null;

    public static DateOnly? ReadDay(string? text) => Read(text) is { } moment ? DateOnly.FromDateTime(moment.UtcDateTime) : null;

    public static string ToHeader(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
