using System.Collections.Concurrent;
using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Lets every service die at each of its named failpoints, one after the other, and starts it again; kills broker and
/// database in between, and once takes the broker's data away.</summary>
public sealed class Chaos(LocalSystem system, Dice dice, int rounds)
{
    static readonly string[] Dispatch = ["outbox.claimed", "outbox.published", "outbox.confirmed", "outbox.marked"];
    static readonly string[] Consume = ["consume.received", "consume.handled", "consume.before-commit", "consume.committed"];

    /// <summary>Each step of each service.</summary>
    public static IReadOnlyDictionary<string, string[]> Failpoints { get; } =
        new Dictionary<string, string[]>
        {
            ["ingestion"] = ["accept.before-commit", "accept.committed", .. Dispatch],
            ["transformation"] = [.. Consume, .. Dispatch],
            ["ledger-writer"] = [.. Consume, "ledger.inserted", .. Dispatch],
            ["platform-sync"] = [.. Consume, "push.intent-stored", "push.answered", "push.recorded", "saga.loaded", .. Dispatch],
            ["reconciliation"] = Consume,
        };

    static readonly TimeSpan PatiencePerPoint = TimeSpan.FromSeconds(12);

    /// <summary>What died, where, how often.</summary>
    public ConcurrentDictionary<string, int> Kills { get; } = new();
    public int Total => Kills.Values.Sum();

    /// <summary>Kills that the plan asks for.</summary>
    public int Planned => rounds * Failpoints.Values.Sum(points => points.Length) + ServerKills.Length;

    string[] ServerKills => [.. Enumerable.Repeat<string[]>(["broker", "database"], rounds).SelectMany(pair => pair), "broker with its data"];

    public async Task Run(CancellationToken load, CancellationToken stop)
    {
        var plans = Failpoints.ToDictionary(service => service.Key, service => Plan(service.Value));
        await Task.WhenAll([.. plans.Select(plan => DieAtEach(plan.Key, plan.Value, load, stop)), KillServers(load, stop)]);
    }

    List<string> Plan(string[] points) =>
        [.. Enumerable.Range(0, rounds).SelectMany(_ => dice.Shuffled(points)).Select(point => $"{point}:{1 + dice.Below(3)}")];

    /// <summary>Arms the next failpoint and waits until it has struck. Where none strikes in time, because nothing of the kind happens
    /// now, the service is killed wherever it is.</summary>
    async Task DieAtEach(string service, List<string> plan, CancellationToken load, CancellationToken stop)
    {
        foreach (var point in plan.TakeWhile(_ => !load.IsCancellationRequested))
        {
            system.ProcessOf(service).Kill();
            await Restart(service, new Dictionary<string, string> { ["ACCOUNTINGSYNC_FAILPOINT"] = point }, stop);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(load, stop);
            patience.CancelAfter(PatiencePerPoint);
            while (!system.ProcessOf(service).HasExited && !patience.IsCancellationRequested)
                await Task.Delay(20, stop);
            Count(system.ProcessOf(service).HasExited ? $"{service} at {point.Split(':')[0]}" : $"{service} at any time");
        }
        system.ProcessOf(service).Kill();
        await Restart(service, [], stop);
    }

    /// <summary>The service need not become ready: it may die again, or its servers may be away.</summary>
    Task Restart(string service, Dictionary<string, string> settings, CancellationToken stop) =>
        system.StartServiceAsync(service, settings, waitUntilReady: false, stop);

    async Task KillServers(CancellationToken load, CancellationToken stop)
    {
        foreach (var victim in ServerKills)
        {
            await Pause(load, stop);
            switch (victim)
            {
                case "broker":
                    system.RabbitServer!.Kill();
                    await system.RabbitServer.RestartAsync(stop);
                    break;
                case "database":
                    system.PostgresServer!.Kill();
                    await system.PostgresServer.RestartAsync(stop);
                    break;
                default:
                    await system.RabbitServer!.WipeDataAndRestartAsync(stop);
                    break;
            }
            Count(victim);
        }
    }

    /// <summary>A while, or less when the load has ended.</summary>
    async Task Pause(CancellationToken load, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(load, stop);
        await Task.Delay(TimeSpan.FromSeconds(15 + dice.Below(10)), either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    void Count(string what) => Kills.AddOrUpdate(what, 1, (_, count) => count + 1);
}
