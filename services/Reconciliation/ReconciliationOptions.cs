using System.Globalization;

namespace AccountingSync.Reconciliation;

/// <summary>Settings <c>Reconciliation:SettleSeconds</c>, <c>Reconciliation:IntervalSeconds</c>.</summary>
/// <param name="Settle">How long something may be on its way before it counts as missing.</param>
/// <param name="Interval">Between two rounds of the continuous run.</param>
public sealed record ReconciliationOptions(TimeSpan Settle, TimeSpan Interval)
{
    /// <summary>Entries that one round takes from the list of news at a time: few enough that what is on its way to the ledger hardly
    /// waits for it. When there are more, the next round follows sooner.</summary>
    public int EntriesPerRound { get; init; } = 10_000;

    /// <summary>Suspects of one kind that one run judges; the next run goes on.</summary>
    public int SuspectsPerRun { get; init; } = 50_000;

    public static ReconciliationOptions From(IConfiguration configuration) =>
        new(Seconds(configuration, "SettleSeconds", 60), Seconds(configuration, "IntervalSeconds", 5));

    static TimeSpan Seconds(IConfiguration configuration, string name, double standard)
    {
        var text = configuration[$"Reconciliation:{name}"];
        if (string.IsNullOrEmpty(text))
            return TimeSpan.FromSeconds(standard);
        return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"Reconciliation:{name} is '{text}'; it must be a number of seconds above 0 and up to 86400.");
    }
}
