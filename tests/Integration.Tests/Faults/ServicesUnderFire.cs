using System.Globalization;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>The services of a running system, as whoever attacks them sees them. One attack at a time on each service, so that a service that
/// is stopped by one is not started by another.</summary>
public sealed class ServicesUnderFire(LocalSystem system, InDoubtProxy proxy, FaultTally tally, IReadOnlyDictionary<string, int> clockShifts)
    : IDisposable
{
    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    readonly HttpClient http = new();
    readonly Dictionary<string, SemaphoreSlim> turns = Chaos.Failpoints.Keys.ToDictionary(name => name, _ => new SemaphoreSlim(1));
    readonly Dictionary<string, string?> armed = Chaos.Failpoints.Keys.ToDictionary(name => name, string? (_) => null);

    public IReadOnlyList<string> Names { get; } = [.. Chaos.Failpoints.Keys];

    /// <summary>Services that were asked to stop and did not.</summary>
    public List<string> Deaf { get; } = [];

    public bool IsDead(string service) => system.ProcessOf(service).HasExited;

    /// <summary>Whether it says that it has all it needs to work.</summary>
    public async Task<bool> IsReady(string service, CancellationToken stop)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(system.AddressOf(service), "health/ready"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Kills it wherever it is, and starts it again with a failpoint that will kill it, or with none.</summary>
    public Task Arm(string service, string? failpoint, CancellationToken stop) =>
        Alone(
            service,
            async () =>
            {
                armed[service] = failpoint;
                system.ProcessOf(service).Kill();
                await Start(service, stop);
            },
            stop
        );

    /// <summary>A pause of its machine: it goes on afterwards as if nothing had been.</summary>
    public Task Freeze(string service, TimeSpan length, CancellationToken stop) =>
        Alone(
            service,
            async () =>
            {
                var process = system.ProcessOf(service);
                process.Freeze();
                await Task.Delay(length, stop);
                process.Thaw();
                tally.Fault("service frozen and thawed");
            },
            stop
        );

    /// <summary>Asked to stop, as in a deployment, and started again.</summary>
    public Task RestartInOrder(string service, CancellationToken stop) =>
        Alone(
            service,
            async () =>
            {
                var process = system.ProcessOf(service);
                var wasAlive = !process.HasExited;
                process.Signal((int)StopSignal.Terminate);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
                limit.CancelAfter(StopLimit);
                await process.WaitForExitAsync(limit.Token).ContinueWith(_ => { }, TaskScheduler.Default);
                if (!process.HasExited)
                    Deaf.Add(service);
                await Start(service, stop);
                if (wasAlive)
                    tally.Fault("service asked to stop");
            },
            stop
        );

    /// <summary>As when the machine that they all run on loses power.</summary>
    public async Task KillAll(CancellationToken stop)
    {
        foreach (var service in Names)
            await turns[service].WaitAsync(stop);
        try
        {
            foreach (var service in Names)
                system.ProcessOf(service).Signal((int)StopSignal.Kill);
            foreach (var service in Names)
            {
                await system.ProcessOf(service).WaitForExitAsync(stop);
                tally.Kill($"{service} with all others");
            }
            await Task.WhenAll(Names.Select(service => Start(service, stop)));
            tally.Fault("all services killed at once");
        }
        finally
        {
            foreach (var service in Names)
                turns[service].Release();
        }
    }

    async Task Alone(string service, Func<Task> attack, CancellationToken stop)
    {
        await turns[service].WaitAsync(stop);
        try
        {
            await attack();
        }
        finally
        {
            turns[service].Release();
        }
    }

    /// <summary>It need not become ready: it may die again, or its servers may be away.</summary>
    Task Start(string service, CancellationToken stop)
    {
        var settings = new Dictionary<string, string>
        {
            ["Postgres:ConnectionString"] = new NpgsqlConnectionStringBuilder(system.ConnectionStringOf(service))
            {
                Port = proxy.Port,
            }.ConnectionString,
        };
        if (clockShifts.GetValueOrDefault(service) is not 0 and var shift)
            settings["ACCOUNTINGSYNC_CLOCK_SHIFT"] = shift.ToString(CultureInfo.InvariantCulture);
        if (armed[service] is { } failpoint)
            settings["ACCOUNTINGSYNC_FAILPOINT"] = failpoint;
        return system.StartServiceAsync(service, settings, waitUntilReady: false, stop);
    }

    public void Dispose()
    {
        http.Dispose();
        foreach (var turn in turns.Values)
            turn.Dispose();
    }
}
