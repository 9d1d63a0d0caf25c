using AccountingSync.Accounting.Days;
using AccountingSync.Integration.Tests.Faults;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The clocks that an organisation sets in the course of a day: none, one, or one after the other, with day ends that the day's sales lie on
/// both sides of.</summary>
static class Clocks
{
    static readonly (string Zone, string Ends)[] Choices =
    [
        ("America/New_York", "00:00"),
        ("Pacific/Auckland", "03:00"),
        ("Asia/Kolkata", "04:30"),
        ("Pacific/Honolulu", "12:00"),
    ];

    public static IEnumerable<DaySetting> Drawn(Dice dice, DateTimeOffset since) =>
        Enumerable
            .Range(0, dice.Below(3))
            .Select(_ => dice.Pick(Choices))
            .Select(choice => new DaySetting(
                dice.Pick<string?>([null, "front-shop"]),
                choice.Zone,
                TimeOnly.Parse(choice.Ends, System.Globalization.CultureInfo.InvariantCulture),
                since,
                "test"
            ))
            .ToList();
}
