using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Runs a worker for each connection, and for each new one as it comes; one whose settings were changed starts again with these.
/// A slow platform delays no other.</summary>
sealed class PushWorkers(ConnectionStore connections, PlatformFactory platforms, PushWorker worker, TimeProvider time, ILogger<PushWorkers> log)
    : BackgroundService
{
    static readonly TimeSpan LookForNew = TimeSpan.FromSeconds(1);
    readonly Dictionary<(string Organisation, string Connection), Running> running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookForNew, time);
        do
        {
            try
            {
                foreach (var connection in await connections.All(stoppingToken))
                    await Keep(connection, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Connections cannot be listed now: {Fault}", fault.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    async Task Keep(PlatformConnection connection, CancellationToken stop)
    {
        var name = (connection.Organisation, connection.Connection);
        if (running.TryGetValue(name, out var known))
        {
            if (known.IsSetLike(connection))
                return;
            await known.Stop.CancelAsync();
            // What it was sending meanwhile is looked up by its successor.
            if (!known.Work.IsCompleted)
                return;
            known.Stop.Dispose();
            // Its last turn may have opened the platform once more by the old settings.
            platforms.Forget(connection.Organisation, connection.Connection);
        }
        var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
        running[name] = new Running(connection, own, worker.Run(connection, own.Token));
    }

    sealed record Running(PlatformConnection Connection, CancellationTokenSource Stop, Task Work)
    {
        public bool IsSetLike(PlatformConnection other) =>
            Connection.Settings.Count == other.Settings.Count && Connection.Settings.All(other.Settings.Contains);
    }
}
