using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>The grammar of times: RFC 3339 with an offset, capital T and Z.</summary>
static partial class TimeText
{
    public const string Rule =
        "Send date, time and offset as in \"2026-01-31T23:30:00-05:00\"; the year must be 1970 to 2200. Without an offset the day of the booking would be a guess.";

    /// <summary>Up to nanoseconds are accepted, because many clocks write them; below 100 ns they are cut off.</summary>
    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})((?<fraction>\.[0-9]{1,7})[0-9]{0,2})?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 100
    )]
    private static partial Regex Form { get; }

    static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (Form.Match(text) is not { Success: true } match)
            return false;
        var offset = match.Groups["offset"].Value is var given and not "Z" ? given : "+00:00";
        return DateTimeOffset.TryParseExact(
                match.Groups["time"].Value + match.Groups["fraction"].Value + offset,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out time
            ) && time.UtcDateTime.Year is >= 1970 and <= 2200;
    }
}
