using System.Globalization;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.Accept;

/// <summary>How many messages were accepted and not yet taken over by the services behind. Beyond a limit the doors accept nothing more:
/// whoever sends faster than the books can be written has to wait at his own side, not in our disk and the broker's memory.
/// Setting: <c>Limits:Backlog</c>, in messages of 1 to 500 transactions.</summary>
sealed class Backlog(BacklogQuery query, IConfiguration configuration, TimeProvider time, ILogger<Backlog> log) : BackgroundService
{
    /// <summary>Some minutes of a broker that is away: that alone must not close the doors at once.</summary>
    const int Otherwise = 20_000;
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    readonly int limit = int.Parse(configuration["Limits:Backlog"] ?? Otherwise.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    int counted;
    int added;

    public bool IsFull => Volatile.Read(ref counted) + Volatile.Read(ref added) >= limit;

    /// <summary>Says what has been committed since the last count, so that a burst is seen before the next one.</summary>
    public void Add(int messages) => Interlocked.Add(ref added, messages);

    /// <summary>For callers that can hold back their own source, like a queue.</summary>
    public async Task WaitForRoom(CancellationToken stop)
    {
        while (IsFull)
            await Task.Delay(Every, time, stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wasFull = false;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Volatile.Write(ref added, 0);
                Volatile.Write(ref counted, await query.Count(limit, stoppingToken));
                if (IsFull != wasFull)
                    Tell(wasFull = IsFull);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogDebug("The backlog cannot be counted now: {Fault}", fault.Message);
            }
        }
    }

    void Tell(bool full)
    {
        if (full)
            log.LogWarning("The doors are closed: {Limit} messages are accepted and not yet taken over (Limits:Backlog)", limit);
        else
            log.LogInformation("The doors are open again: the services behind have caught up");
    }
}
