using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>Forgets inbox rows that nothing can deliver again, and what was set aside once it was given back as long ago. The permanent
/// natural keys stay.</summary>
sealed class Retention(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    MessagingOptions options,
    TimeProvider time,
    ILogger<Retention> log
) : BackgroundService
{
    const int RowsPerRound = 10_000;
    const string Consumed = "DELETE FROM inbox WHERE ctid = ANY(ARRAY(SELECT ctid FROM inbox WHERE received_at < clock_timestamp() - $1 LIMIT $2))";
    const string Replayed =
        "DELETE FROM set_aside WHERE id = ANY(ARRAY(SELECT id FROM set_aside WHERE replayed_at < clock_timestamp() - $1 LIMIT $2))";
    static readonly TimeSpan LongestBetween = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.InboxRetention < LongestBetween ? options.InboxRetention : LongestBetween, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetOld(stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("What {Service} may forget stays this time: {Fault}", options.Service, fault.Message);
            }
        }
    }

    internal async Task ForgetOld(CancellationToken stop)
    {
        foreach (var statement in (string[])[Consumed, Replayed])
            while (await Forget(statement, stop) == RowsPerRound) { }
    }

    async Task<int> Forget(string statement, CancellationToken stop)
    {
        await using var command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.InboxRetention });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RowsPerRound });
        return await command.ExecuteNonQueryAsync(stop);
    }
}
