using System.Globalization;
using AccountingSync.Accounting.Days;

namespace AccountingSync.Accounting.Rules;

/// <summary>Where a rule set looks at another clock than the one by which days are fixed at acceptance. That is allowed: the set's clock counts for
/// what has no day that was fixed. Who wrote the set should know.</summary>
public static class DayClockWarnings
{
    /// <param name="latest">The organisation's settings that count now.</param>
    /// <returns>For people; none when all clocks agree.</returns>
    public static IReadOnlyList<string> Of(RuleSet set, IReadOnlyList<DaySetting> latest)
    {
        var own = new DayClock(set.Effective.Zone, set.Effective.DayEnds);
        return
        [
            .. latest
                .Where(setting => setting.Clock is { } clock && clock != own && Concerns(set, setting, latest))
                .Select(setting =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The business days of {setting.Source ?? "all sources"} are fixed at acceptance by {setting.Clock}, since {setting.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC. "
                            + $"{set.Name} {set.Version} says {own}: that counts only for what was accepted before."
                    )
                ),
        ];
    }

    static bool Concerns(RuleSet set, DaySetting setting, IReadOnlyList<DaySetting> latest) =>
        set.Scope.Sources.Count == 0
        || set.Scope.Sources.Any(source =>
            setting.Source is null ? !latest.Any(one => one.Source == source && one.Clock is not null) : setting.Source == source
        );
}
