namespace AccountingSync.Services.Tests.Simulation;

/// <summary>How the books are written to a platform. At one of the two it depends on the seed; days and payouts are written while services still die, and
/// what comes later a day later.</summary>
static class Granularities
{
    const string WrittenAt = "00:01";

    public static IReadOnlyDictionary<string, string> Drawn(World world, string platform) =>
        platform != "plain-text"
            ? new Dictionary<string, string>()
            : world.Dice.Below(3) switch
            {
                0 => new Dictionary<string, string>(),
                1 => new Dictionary<string, string>
                {
                    ["granularity"] = "daily",
                    ["group_by"] = "source,rule",
                    ["summary_at"] = WrittenAt,
                },
                // So long that no entry is written before the payout that settles it had its time to come.
                _ => new Dictionary<string, string>
                {
                    ["granularity"] = "payout",
                    ["payout_wait"] = "3",
                    ["summary_at"] = WrittenAt,
                },
            };
}
