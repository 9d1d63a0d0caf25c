using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>Listens for the notification that a commit with outbox rows sends, so that the dispatcher need not poll.
/// While the listener is away, the dispatcher's own polling goes on.</summary>
sealed class WakeUp([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, MessagingOptions options) : BackgroundService
{
    readonly SemaphoreSlim signal = new(0, 1);

    public async Task Wait(TimeSpan atMost, CancellationToken stop) => await signal.WaitAsync(atMost, stop);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => Signal();
                await using (var listen = new NpgsqlCommand($"LISTEN {options.WakeUpChannel}", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                Signal();
                while (!stoppingToken.IsCancellationRequested)
                    await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                await Task.Delay(options.MaxIdle, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    void Signal()
    {
        lock (signal)
        {
            if (signal.CurrentCount == 0)
                signal.Release();
        }
    }

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }
}
