using System.Runtime.CompilerServices;

namespace AccountingSync.Accounting.Days;

/// <summary>The clock of a time zone. On nearly all days its offset from UTC is one, which is remembered by UTC day; on the others, where it is put forward
/// or back, the zone is asked each time. Remembers only what the zone says anyway, so it says the same as that.</summary>
sealed class ZoneOffsets
{
    /// <summary>A power of two; days that are so far apart take each other's place.</summary>
    const int Slots = 1024;

    /// <summary>No zone changes its clock twice within it.</summary>
    static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    // A slot is the day plus one and, in the lower bits, the offset in minutes: one word, so that no lock is needed.
    const int MinuteBits = 12;
    const long MinuteMask = (1 << MinuteBits) - 1;
    const long Bias = 1 << (MinuteBits - 1);
    const long Varies = 0;

    // By the very object, for as long as somebody else has it.
    static readonly ConditionalWeakTable<TimeZoneInfo, ZoneOffsets> Known = new();
    static ZoneOffsets? last;

    readonly TimeZoneInfo zone;
    readonly long[] slots = new long[Slots];

    ZoneOffsets(TimeZoneInfo zone) => this.zone = zone;

    public static ZoneOffsets Of(TimeZoneInfo zone)
    {
        var recent = last;
        if (recent is not null && ReferenceEquals(recent.zone, zone))
            return recent;
        return last = Known.GetValue(zone, static key => new ZoneOffsets(key));
    }

    public DateTime LocalOf(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        var offset = OffsetOn(ticks / TimeSpan.TicksPerDay);
        return offset == Varies ? TimeZoneInfo.ConvertTime(time, zone).DateTime : new DateTime(ticks + (offset - Bias) * TimeSpan.TicksPerMinute);
    }

    long OffsetOn(long day)
    {
        ref var slot = ref slots[day & (Slots - 1)];
        var known = Volatile.Read(ref slot);
        if (known >> MinuteBits != day + 1)
        {
            known = ((day + 1) << MinuteBits) | Look(day);
            Volatile.Write(ref slot, known);
        }
        return known & MinuteMask;
    }

    long Look(long day)
    {
        // At the ends of the calendar a local time may lie beyond it.
        if (day < 2 || day > DateTime.MaxValue.Ticks / TimeSpan.TicksPerDay - 2)
            return Varies;
        var start = new DateTimeOffset(day * TimeSpan.TicksPerDay, TimeSpan.Zero);
        var offset = OffsetAt(start);
        for (var at = Step; at < TimeSpan.FromDays(1); at += Step)
            if (OffsetAt(start + at) != offset)
                return Varies;
        if (OffsetAt(start.AddTicks(TimeSpan.TicksPerDay - 1)) != offset || offset.Ticks % TimeSpan.TicksPerMinute != 0)
            return Varies;
        return offset.Ticks / TimeSpan.TicksPerMinute + Bias;
    }

    TimeSpan OffsetAt(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, zone).Offset;
}
