using System.Collections.Concurrent;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Runs a worker for each connection, and for each new one as it comes. A slow platform delays no other.</summary>
sealed class PushWorkers(ConnectionStore connections, PushWorker worker, TimeProvider time, ILogger<PushWorkers> log) : BackgroundService
{
    static readonly TimeSpan LookForNew = TimeSpan.FromSeconds(1);
    readonly ConcurrentDictionary<(string, string), Task> running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookForNew, time);
        do
        {
            try
            {
                foreach (var connection in await connections.All(stoppingToken))
                    _ = running.GetOrAdd((connection.Organisation, connection.Connection), _ => worker.Run(connection, stoppingToken));
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Connections cannot be listed now: {Fault}", fault.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
