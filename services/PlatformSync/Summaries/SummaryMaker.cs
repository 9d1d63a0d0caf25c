using System.Globalization;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>Looks from time to time whether summaries are due, and makes them. Setting <c>Summaries:EverySeconds</c>.</summary>
sealed class SummaryMaker(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource quiet,
    ConnectionStore connections,
    MakeSummary make,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<SummaryMaker> log
) : BackgroundService
{
    readonly TimeSpan every = TimeSpan.FromSeconds(double.Parse(configuration["Summaries:EverySeconds"] ?? "15", CultureInfo.InvariantCulture));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // All of them: a connection that writes each entry by itself now may have summaries to come from before.
                foreach (var connection in await connections.All(stoppingToken))
                    await MakeThoseOf(connection, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Summaries are made later: {Fault}", fault.Message);
            }
        }
    }

    async Task MakeThoseOf(PlatformConnection connection, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var (date, group) in await Due(connection, now, stop))
        {
            var entries = await make.Make(connection, date, group, now, stop);
            if (entries > 0)
                log.LogInformation(
                    "{Entries} entries of {Date} {Group} of {Organisation} go to {Connection} as one",
                    entries,
                    date,
                    group,
                    connection.Organisation,
                    connection.Connection
                );
        }
    }

    async Task<IReadOnlyList<(DateOnly Date, string Group)>> Due(PlatformConnection connection, DateTimeOffset now, CancellationToken stop)
    {
        await using var session = await Session.Begin(quiet, connection.Organisation, stop);
        return await SummaryStore.Due(session, connection.Connection, now, stop);
    }
}
