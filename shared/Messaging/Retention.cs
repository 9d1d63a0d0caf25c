using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>Forgets inbox rows that nothing can deliver again. The permanent natural keys stay.</summary>
sealed class Retention(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    MessagingOptions options,
    TimeProvider time,
    ILogger<Retention> log
) : BackgroundService
{
    const int RowsPerRound = 10_000;
    static readonly TimeSpan Between = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await Forget(stoppingToken) == RowsPerRound) { }
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Inbox of {Service} is not trimmed this time: {Fault}", options.Service, fault.Message);
            }
        }
    }

    async Task<int> Forget(CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            DELETE FROM inbox WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM inbox WHERE received_at < clock_timestamp() - $1 LIMIT $2))
            """
        );
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.InboxRetention });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RowsPerRound });
        return await command.ExecuteNonQueryAsync(stop);
    }
}
