using System.Globalization;
using System.Text.Json;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>What all rounds of a campaign came to. Written after each round to <c>artifacts/fault-campaign.json</c>.</summary>
public sealed class CampaignReport
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly SortedDictionary<string, int> kills = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, int> faults = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, decimal> trialBalance = new(StringComparer.Ordinal);
    readonly List<ulong> seeds = [];
    int transactions;
    int lost;
    int doubled;
    int wrong;
    int platformDuplicates;

    public static string File => Path.Combine(Path.GetDirectoryName(CampaignSystem.Binaries())!, "fault-campaign.json");

    public void Add(ulong seed, FaultTally tally, Verdict verdict)
    {
        seeds.Add(seed);
        foreach (var (what, count) in tally.Kills)
            kills[what] = kills.GetValueOrDefault(what) + count;
        foreach (var (what, count) in tally.Faults)
            faults[what] = faults.GetValueOrDefault(what) + count;
        foreach (var (currency, sum) in verdict.TrialBalance)
            trialBalance[currency] = trialBalance.GetValueOrDefault(currency) + sum;
        transactions += verdict.Accepted;
        lost += verdict.Lost.Count;
        doubled += verdict.Doubled.Count;
        wrong += verdict.Wrong.Count;
        platformDuplicates += verdict.PlatformDuplicates;
    }

    public void Write(TimeSpan running) =>
        System.IO.File.WriteAllText(
            File,
            JsonSerializer.Serialize(
                new
                {
                    Rounds = seeds.Count,
                    Seeds = seeds,
                    Minutes = Math.Round(running.TotalMinutes, 1),
                    Kills = kills.Values.Sum(),
                    Faults = faults.Values.Sum(),
                    Transactions = transactions,
                    Lost = lost,
                    Doubled = doubled,
                    Wrong = wrong,
                    PlatformDuplicates = platformDuplicates,
                    TrialBalance = trialBalance,
                    KillsByStep = kills,
                    FaultsByFamily = faults,
                },
                Layout
            ) + "\n"
        );

    /// <summary>The running total, and in the end the line for the README.</summary>
    public string Line(TimeSpan running) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{seeds.Count} rounds (seeds {seeds[0]} to {seeds[^1]}) in {running.TotalMinutes:0} minutes: {kills.Values.Sum():N0} kills at {kills.Count} places, "
                + $"{faults.Values.Sum():N0} other faults of {faults.Count} families, {transactions:N0} transactions; {lost} lost, {doubled} doubled, {wrong} wrong, "
                + $"{platformDuplicates} platform duplicates, trial balance {string.Join(", ", trialBalance.Select(sum => $"{sum.Key} {sum.Value:0.00}"))}"
        );
}
