namespace AccountingSync.Accounting.Days;

/// <summary>Where a business looks at the clock, and when its day is over. Pure; the local clock decides, also where it is put forward or back.</summary>
/// <param name="Ends">Local time, after midnight, until which the previous day goes on: with 03:00 a sale at 02:59 belongs to yesterday, and one at
/// 03:00 to today.</param>
public sealed record DayClock(TimeZoneInfo Zone, TimeOnly Ends)
{
    /// <summary>A day that went on longer would be the next one.</summary>
    public static readonly TimeOnly LatestEnd = new(12, 0);

    public DateOnly DayOf(DateTimeOffset time) => DayOf(time, Zone, Ends);

    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone, TimeOnly ends)
    {
        var local = ZoneOffsets.Of(zone).LocalOf(time);
        var date = DateOnly.FromDateTime(local);
        return TimeOnly.FromDateTime(local) < ends && date > DateOnly.MinValue ? date.AddDays(-1) : date;
    }

    public override string ToString() => $"{Zone.Id}, {Ends:HH\\:mm}";
}
