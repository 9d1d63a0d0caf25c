using AccountingSync.Postgres;
using Npgsql;
using Quartz;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>Keeps the schedule: starts it once the database answers, and makes it agree with the rows of pulls, which other processes change, too.</summary>
sealed class PullScheduler(
    ISchedulerFactory schedulers,
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource database,
    TimeSpan look,
    TimeProvider time,
    ILogger<PullScheduler> log
) : BackgroundService
{
    IScheduler? running;

    /// <summary>Lets what was just written hold at once. Where the schedule cannot be reached now, it holds a little later.</summary>
    public async Task Agree(PullRecord pull, CancellationToken stop)
    {
        if (running is { } scheduler)
            await PullTriggers.Agree(scheduler, pull, stop);
    }

    /// <summary>Begins a pull as soon as some process can; one that runs already goes first.</summary>
    /// <returns>False while the schedule is not started.</returns>
    public async Task<bool> Begin(PullRecord pull, CancellationToken stop)
    {
        if (running is not { } scheduler)
            return false;
        await PullTriggers.Agree(scheduler, pull, stop);
        var asked = new JobDataMap { [PullJob.Asked] = "true" };
        await scheduler.TriggerJob(PullJob.KeyOf(pull.Organisation, pull.Connection), asked, stop);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Look(stoppingToken);
                await Task.Delay(look, time, stoppingToken);
            }
        }
        finally
        {
            if (running is { } scheduler)
                await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        }
    }

    async Task Look(CancellationToken stop)
    {
        try
        {
            if (running is null)
            {
                var scheduler = await schedulers.GetScheduler(stop);
                await scheduler.Start(stop);
                running = scheduler;
            }
            foreach (var pull in await PullStore.All(database, stop))
                await PullTriggers.Agree(running, pull, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception fault) when (fault is SchedulerException || DatabaseFaults.MayPass(fault))
        {
            log.LogWarning("The schedule of pulls waits: {Fault}", fault.Message);
        }
        catch (Exception fault)
        {
            // The doors must not close because a pull cannot be read.
            log.LogError(fault, "The schedule of pulls cannot be kept now, and is tried again");
        }
    }
}
