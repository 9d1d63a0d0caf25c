using System.Collections.Concurrent;

namespace AccountingSync.Accounting.Days;

/// <summary>Time zones by name, always the same object for the same name: the framework makes a new one each time it is asked, and what is remembered of a zone
/// (<see cref="ZoneOffsets"/>) would be forgotten with it. There are no more of them than the machine knows.</summary>
static class NamedZones
{
    static readonly ConcurrentDictionary<string, TimeZoneInfo> Known = new(StringComparer.Ordinal);

    /// <param name="name">As IANA writes it.</param>
    /// <exception cref="TimeZoneNotFoundException">This machine does not know the zone.</exception>
    public static TimeZoneInfo Find(string name) => Known.GetOrAdd(name, TimeZoneInfo.FindSystemTimeZoneById);
}
