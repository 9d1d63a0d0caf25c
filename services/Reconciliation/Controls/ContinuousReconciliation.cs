using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Reconciliation.Controls;

/// <summary>Compares what there is news of, every few seconds, for every organisation.</summary>
sealed class ContinuousReconciliation(
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    Reconciler reconciler,
    ReconciliationOptions options,
    TimeProvider time,
    ILogger<ContinuousReconciliation> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var organisation in await Organisations.All(database, stoppingToken))
                    await reconciler.Continue(database, organisation, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Reconciliation waits: {Fault}", fault.Message);
            }
        }
    }
}
