using System.Collections.Concurrent;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>What was done to the system: deaths of processes, and every other fault by its family.</summary>
public sealed class FaultTally
{
    readonly ConcurrentDictionary<string, int> kills = new();
    readonly ConcurrentDictionary<string, int> faults = new();

    /// <summary>What died, where, how often.</summary>
    public IReadOnlyDictionary<string, int> Kills => kills.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();

    public IReadOnlyDictionary<string, int> Faults => faults.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary();

    public int TotalKills => kills.Values.Sum();

    public void Kill(string what) => kills.AddOrUpdate(what, 1, (_, count) => count + 1);

    public void Fault(string family, int times = 1)
    {
        if (times > 0)
            faults.AddOrUpdate(family, times, (_, count) => count + times);
    }

    public override string ToString() => $"{TotalKills} kills ({Text(Kills)}); faults: {Text(Faults)}";

    static string Text(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));
}
