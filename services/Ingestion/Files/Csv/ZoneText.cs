using System.Collections.Frozen;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Time zones as exports name them: by IANA's names, by abbreviations that stand for one offset, by the names that Square shows.</summary>
static class ZoneText
{
    static readonly FrozenDictionary<string, double> Hours = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["CEST"] = 2,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["ACST"] = 9.5,
        ["ACDT"] = 10.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["BRT"] = -3,
        ["AST"] = -4,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    static readonly FrozenDictionary<string, string> Iana = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Hawaii"] = "Pacific/Honolulu",
        ["Alaska"] = "America/Anchorage",
        ["Pacific Time (US & Canada)"] = "America/Los_Angeles",
        ["Arizona"] = "America/Phoenix",
        ["Mountain Time (US & Canada)"] = "America/Denver",
        ["Central Time (US & Canada)"] = "America/Chicago",
        ["Saskatchewan"] = "America/Regina",
        ["Eastern Time (US & Canada)"] = "America/New_York",
        ["Indiana (East)"] = "America/Indiana/Indianapolis",
        ["Atlantic Time (Canada)"] = "America/Halifax",
        ["Newfoundland"] = "America/St_Johns",
        ["London"] = "Europe/London",
        ["Dublin"] = "Europe/Dublin",
        ["Paris"] = "Europe/Paris",
        ["Madrid"] = "Europe/Madrid",
        ["Tokyo"] = "Asia/Tokyo",
        ["Osaka"] = "Asia/Tokyo",
        ["Perth"] = "Australia/Perth",
        ["Adelaide"] = "Australia/Adelaide",
        ["Darwin"] = "Australia/Darwin",
        ["Brisbane"] = "Australia/Brisbane",
        ["Sydney"] = "Australia/Sydney",
        ["Melbourne"] = "Australia/Melbourne",
        ["Canberra"] = "Australia/Sydney",
        ["Hobart"] = "Australia/Hobart",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="column">Which names the zone.</param>
    /// <param name="name">As it stands there; null when nothing stands there.</param>
    /// <param name="said">What the sender says for a name that is not known, IANA's.</param>
    public static DateTimeOffset At(DateTime local, string column, string? name, string? said)
    {
        if (name is not null && Hours.TryGetValue(name, out var hours))
            return new DateTimeOffset(local, TimeSpan.FromHours(hours));
        var zone =
            name is null ? null
            : Iana.TryGetValue(name, out var iana) ? Find(iana)
            : name.Contains('/', StringComparison.Ordinal) ? Find(name)
            : null;
        zone ??= said is null ? null : Find(said);
        return zone is null
            ? throw new RowProblemException(
                column,
                "time-zone",
                name is null
                    ? "No time zone is named, and the day would be a guess. Say it, as in 'timezone=Europe/Berlin'."
                    : $"The time zone '{CsvRow.Shown(name)}' is not known here. Say it, as in 'timezone=Europe/Berlin'."
            )
            : new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    /// <returns>Null when IANA has no such zone.</returns>
    public static TimeZoneInfo? Find(string iana) => TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone) ? zone : null;
}
