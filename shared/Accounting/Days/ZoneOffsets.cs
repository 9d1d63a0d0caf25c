using System.Collections.Concurrent;

namespace AccountingSync.Accounting.Days;

/// <summary>The clock of a time zone. On nearly all days its offset from UTC is one, which is remembered by UTC day; on the others, where it is put forward
/// or back, the zone is asked each time. Remembers only what the zone says anyway, so it says the same as that.</summary>
sealed class ZoneOffsets
{
    /// <summary>A power of two; days that are so far apart take each other's place.</summary>
    const int Slots = 1024;

    /// <summary>More zones than that are asked each time.</summary>
    const int MostZones = 64;

    /// <summary>No zone changes its clock twice within it.</summary>
    static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    // A slot is the day plus one and, in the lower bits, the offset in minutes: one word, so that no lock is needed.
    const int MinuteBits = 12;
    const long MinuteMask = (1 << MinuteBits) - 1;
    const long Bias = 1 << (MinuteBits - 1);
    const long Varies = 0;

    static readonly ConcurrentDictionary<TimeZoneInfo, ZoneOffsets> Known = new(ReferenceEqualityComparer.Instance);
    static ZoneOffsets? last;

    readonly TimeZoneInfo zone;
    readonly long[] slots;

    ZoneOffsets(TimeZoneInfo zone, int size) => (this.zone, slots) = (zone, new long[size]);

    public static ZoneOffsets Of(TimeZoneInfo zone)
    {
        var recent = last;
        if (recent is not null && ReferenceEquals(recent.zone, zone))
            return recent;
        if (!Known.TryGetValue(zone, out var known))
            known = Known.Count < MostZones ? Known.GetOrAdd(zone, new ZoneOffsets(zone, Slots)) : new ZoneOffsets(zone, 0);
        return last = known;
    }

    public DateTime LocalOf(DateTimeOffset time)
    {
        var ticks = time.UtcTicks;
        var offset = slots.Length == 0 ? Varies : OffsetOn(ticks / TimeSpan.TicksPerDay);
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
