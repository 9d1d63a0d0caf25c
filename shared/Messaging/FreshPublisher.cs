using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AccountingSync.Messaging;

/// <summary>Publishes <see cref="FreshMessages"/>, all that wait in one go. While the broker is away new rows are due at once in the table,
/// and those that were on their way when it was lost become due when their grace is over.</summary>
sealed class FreshPublisher(
    [FromKeyedServices(Database.Quiet)] Npgsql.NpgsqlDataSource database,
    Broker broker,
    BrokerEpoch epoch,
    FreshMessages fresh,
    MessagingOptions options,
    ILogger<FreshPublisher> log
) : BackgroundService
{
    /// <summary>Publications that wait for their confirms at the same time. The broker gathers its writes to the disk for up to a fifth of a
    /// second, and what is committed meanwhile must not wait for that.</summary>
    const int MaxInFlight = 64;
    static readonly TimeSpan MarkEvery = TimeSpan.FromSeconds(1);
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(PublishAlways(stoppingToken), MarkAlways(stoppingToken));

    async Task PublishAlways(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await PublishUntilLost(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning("What {Service} commits is published from its outbox for now: {Fault}", options.Service, fault.Message);
                await Task.Delay(PauseAfterFault, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task PublishUntilLost(CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        await using var channel = await OutboxPublishing.OpenChannel(connection, options, stop);
        await epoch.Check(connection, stop);
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        channel.ChannelShutdownAsync += (_, _) => lost.CancelAsync();
        fresh.Open = true;
        try
        {
            var inFlight = new List<Task>();
            while (await fresh.Reader.WaitToReadAsync(lost.Token))
            {
                var rows = new List<OutboxRow>();
                while (rows.Count < options.PublishBatch && fresh.Reader.TryRead(out var row))
                    rows.Add(row);
                inFlight.Add(OutboxPublishing.Publish(channel, options.Service, rows, NoteConfirmed, lost.Token));
                if (inFlight.Count >= MaxInFlight)
                    await Task.WhenAny(inFlight);
                foreach (var done in inFlight.Where(task => task.IsCompleted).ToList())
                {
                    inFlight.Remove(done);
                    await done;
                }
            }
        }
        catch (OperationCanceledException cancelled) when (!stop.IsCancellationRequested)
        {
            throw new IOException("The broker has closed the channel.", cancelled);
        }
        finally
        {
            fresh.Open = false;
        }
    }

    Task NoteConfirmed(IReadOnlyList<OutboxRow> rows)
    {
        foreach (var row in rows)
            fresh.NoteConfirmed(row);
        return Task.CompletedTask;
    }

    /// <summary>Rows whose receipts are slow are marked as published before their grace is over, many in one statement.</summary>
    async Task MarkAlways(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(MarkEvery);
        while (await timer.WaitForNextTickAsync(stop))
        {
            try
            {
                await Mark(fresh.TakeUnreceived(), stop);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                // They are published once more when their grace is over, and the inboxes drop that.
                log.LogDebug("Published messages could not be marked: {Fault}", fault.Message);
            }
        }
    }

    async Task Mark(Guid[] unreceived, CancellationToken stop)
    {
        if (unreceived.Length == 0)
            return;
        await using var session = await Session.Begin(database, organisation: null, stop);
        await session.LookUpByKey(stop);
        await OutboxRows.MarkPublished(session, unreceived, options.RepublishAfter, stop);
        await session.Commit(stop);
    }
}
