using System.Globalization;

namespace AccountingSync.Accounting.Rules;

/// <summary>The business days for which a rule set holds, and how the time of a transaction becomes a business day.</summary>
/// <param name="Until">The last day, itself included; null when no end is known.</param>
/// <param name="Zone">Where the business looks at the clock.</param>
/// <param name="DayEnds">Local time, after midnight, until which the previous day goes on: with 03:00 a sale at 02:59 belongs to yesterday.</param>
public sealed record EffectivePeriod(DateOnly From, DateOnly? Until, TimeZoneInfo Zone, TimeOnly DayEnds)
{
    public DateOnly BusinessDate(DateTimeOffset occurredAt)
    {
        var local = TimeZoneInfo.ConvertTime(occurredAt, Zone).DateTime;
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) < DayEnds && date > DateOnly.MinValue ? date.AddDays(-1) : date;
    }

    public bool Covers(DateOnly date) => date >= From && (Until is not { } until || date <= until);

    public override string ToString() => Until is { } until ? $"{Text(From)} to {Text(until)}" : $"{Text(From)} on";

    static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
