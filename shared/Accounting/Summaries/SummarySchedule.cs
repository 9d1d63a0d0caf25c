namespace AccountingSync.Accounting.Summaries;

/// <summary>When the summary of a day is written.</summary>
/// <param name="At">Local time, on the day after.</param>
/// <param name="Zone">Where the clock hangs.</param>
public sealed record SummarySchedule(TimeOnly At, TimeZoneInfo Zone)
{
    /// <summary>When an entry of this day is written that is known since then: with its day's others, or, when these are written already,
    /// at the same time of the day, the next that comes.</summary>
    public DateTimeOffset DueAt(DateOnly day, DateTimeOffset knownSince)
    {
        var first = WrittenOn(day.AddDays(1));
        if (first >= knownSince)
            return first;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(knownSince, Zone).DateTime);
        var next = WrittenOn(today);
        return next >= knownSince ? next : WrittenOn(today.AddDays(1));
    }

    /// <summary>A time that the clocks leave out is as much later as they are set forward; of one that they show twice it is the first.</summary>
    DateTimeOffset WrittenOn(DateOnly day)
    {
        var local = day.ToDateTime(At);
        if (Zone.IsInvalidTime(local))
            return new DateTimeOffset(local, Zone.GetUtcOffset(local.AddDays(-1))).ToUniversalTime();
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
