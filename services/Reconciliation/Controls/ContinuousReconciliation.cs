using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Controls;

/// <summary>Compares what there is news of, every few seconds, for every organisation; sooner where more was due than a round takes.</summary>
sealed class ContinuousReconciliation(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    Reconciler reconciler,
    ReconciliationOptions options,
    TimeProvider time,
    ILogger<ContinuousReconciliation> log
) : BackgroundService
{
    const int Sooner = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = options.Interval;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(rest, time, stoppingToken);
            rest = options.Interval;
            try
            {
                foreach (var organisation in await Organisations.All(database, stoppingToken))
                    if (await reconciler.Continue(database, organisation, stoppingToken) is { Full: true })
                        rest = options.Interval / Sooner;
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Reconciliation waits: {Fault}", fault.Message);
            }
        }
    }
}
