using System.Globalization;
using AccountingSync.Accounting.Days;
using AccountingSync.Accounting.Rules;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>What stands before the rules: for whom, from when, and what happens by default.</summary>
static class SetHeader
{
    public static RuleSetScope Scope(YamlPiece.Mapping root, RuleErrors errors)
    {
        if (root.Find("scope")?.Value.AsMapping("'scope'", ["sources", "organisation"], errors) is not { } scope)
            return RuleSetScope.Everything;
        return new RuleSetScope(Texts(scope, "sources", errors), Texts(scope, "organisation", errors));
    }

    static IReadOnlyList<string> Texts(YamlPiece.Mapping mapping, string key, RuleErrors errors) =>
        mapping.Find(key) is { } pair ? [.. pair.Value.AsScalars($"'{key}'", errors).Select(scalar => scalar.Text)] : [];

    public static EffectivePeriod? Effective(YamlPiece.Mapping root, RuleErrors errors)
    {
        const string Advice = "Write effective: { from: 2026-01-01, by: occurred_at, tz: Europe/Berlin, day_ends: \"00:00\" }.";
        var value = root.Required("effective", "the file", Advice, errors);
        if (value?.AsMapping("'effective'", ["from", "until", "by", "tz", "day_ends"], errors) is not { } effective)
            return null;
        var from = effective.Required("from", "'effective'", Advice, errors) is { } start ? Date(start, errors) : null;
        var until = effective.Find("until") is { } end ? Date(end.Value, errors) : null;
        var basis = DayBasis.OccurredAt;
        if (effective.Find("by")?.Value.AsScalar("'by'", errors) is { } by && !DayBasisName.TryParse(by.Text, out basis))
            errors.Add(by, $"'{by.Text}' is no time of a transaction", $"Write one of: {string.Join(", ", DayBasisName.All)}.");
        if (until < from)
            errors.Add(effective.Find("until")!.Value, "the last day lies before the first", "Correct 'until' or 'from'.");
        var zone = effective.Required("tz", "'effective'", Advice, errors)?.AsScalar("'tz'", errors);
        var dayEnds = effective.Find("day_ends") is { } ends ? DayEnds(ends.Value, errors) : TimeOnly.MinValue;
        return zone is not null && Zone(zone, errors) is { } found && from is { } first
            ? new EffectivePeriod(first, until, found, dayEnds) { By = basis }
            : null;
    }

    static DateOnly? Date(YamlPiece piece, RuleErrors errors)
    {
        if (
            piece is YamlPiece.Scalar scalar
            && DateOnly.TryParseExact(scalar.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        )
            return date;
        errors.Add(piece, $"{piece.Describe()} is no date", "Write year-month-day, as in 2026-01-31.");
        return null;
    }

    static TimeZoneInfo? Zone(YamlPiece.Scalar scalar, RuleErrors errors)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(scalar.Text, out var zone))
            return zone;
        errors.Add(scalar, $"'{scalar.Text}' is no time zone", "Write an IANA name such as America/New_York, Europe/Berlin or UTC.");
        return null;
    }

    static TimeOnly DayEnds(YamlPiece piece, RuleErrors errors)
    {
        if (
            piece is YamlPiece.Scalar scalar
            && TimeOnly.TryParseExact(scalar.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && time <= DayClock.LatestEnd
        )
            return time;
        errors.Add(piece, $"{piece.Describe()} is no end of a business day", "Write a time from \"00:00\" to \"12:00\", in quotes.");
        return TimeOnly.MinValue;
    }
}
