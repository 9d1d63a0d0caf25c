using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>How much waits in the outbox: what is due and not yet published, and what is published and not yet acknowledged by its
/// consumers. The second is the queue depth that this service has caused.</summary>
sealed class OutboxGauge([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time, ILogger<OutboxGauge> log)
    : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    long due;
    long unacknowledged;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Telemetry.Meter.CreateObservableGauge(
            "accountingsync.outbox.waiting",
            () => Volatile.Read(ref due),
            "{message}",
            "Messages that wait to be published"
        );
        Telemetry.Meter.CreateObservableGauge(
            "accountingsync.outbox.unacknowledged",
            () => Volatile.Read(ref unacknowledged),
            "{message}",
            "Messages published and not yet consumed everywhere: the depth of the queues behind this service"
        );
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogDebug("The outbox cannot be counted now: {Fault}", fault.Message);
            }
        }
    }

    async Task Look(CancellationToken stop)
    {
        // What was committed within the grace is on its way, though its row does not say so.
        await using var command = database.CreateCommand(
            """
            SELECT count(*) FILTER (WHERE published = 0 AND due_at <= statement_timestamp()),
                   count(*) FILTER (WHERE published > 0 OR (due_at > statement_timestamp() AND due_at <= statement_timestamp() + $1))
            FROM outbox
            """
        );
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = FreshMessages.Grace });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        Volatile.Write(ref due, reader.GetInt64(0));
        Volatile.Write(ref unacknowledged, reader.GetInt64(1));
    }
}
