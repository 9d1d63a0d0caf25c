using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Tells again and again at which connections entries wait for their turn, so that nobody takes them for lost.</summary>
sealed class WaitingTeller(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    ConnectionStore connections,
    FreshMessages fresh,
    TimeProvider time,
    ILogger<WaitingTeller> log
) : BackgroundService
{
    /// <summary>Reconciliation gives an entry a minute before it counts as missing: this is told well within it.</summary>
    static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>The way from the ledger to the line takes no longer, if anybody reads the queues at all.</summary>
    static readonly TimeSpan OnItsWay = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var organisation in (await connections.All(stoppingToken)).GroupBy(connection => connection.Organisation))
                    await Tell(organisation.Key, [.. organisation.Select(connection => connection.Connection)], stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("What waits for its turn is told later: {Fault}", fault.Message);
            }
        }
    }

    async Task Tell(string organisation, IReadOnlyList<string> names, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var session = await Session.Begin(database, organisation, stop);
        var waiting = new List<WaitingConnection>();
        foreach (var name in names)
            if (await PushStore.FirstInLine(session, name, stop) is { } first && first < now - Every)
                waiting.Add(
                    new WaitingConnection
                    {
                        Connection = name,
                        Since = first - OnItsWay,
                        ToldAt = now,
                    }
                );
        if (waiting.Count == 0)
            return;
        var outbox = new Outbox(fresh);
        outbox.Add(new PushesWaiting { Organisation = organisation, Items = waiting });
        await outbox.Flush(session, stop);
        await session.Commit(stop);
    }
}
