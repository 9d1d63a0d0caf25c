using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace AccountingSync.Messaging;

/// <summary>Publishes what is due in the outbox: timers, and whatever <see cref="FreshPublisher"/> could not bring away or nobody has received.
/// Claims with SKIP LOCKED, publishes without awaiting each, awaits all confirms, marks in one statement. A crash in between publishes
/// again under the same message id, which the inbox of the receiver drops.</summary>
sealed class OutboxDispatcher(
    [FromKeyedServices(Database.Quiet)] Npgsql.NpgsqlDataSource database,
    Broker broker,
    BrokerEpoch epoch,
    WakeUp wakeUp,
    MessagingOptions options,
    ILogger<OutboxDispatcher> log
) : BackgroundService
{
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    /// <summary>Several at once: while one waits for the broker to make its messages durable, the next takes what has come since.</summary>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Dispatchers).Select(_ => Dispatch(stoppingToken)));

    async Task Dispatch(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await DispatchUntilLost(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Broker or database is away: nothing is lost, the rows wait.
                log.LogWarning("Outbox of {Service} pauses: {Fault}", options.Service, fault.Message);
                await Pause(PauseAfterFault, stoppingToken);
            }
        }
    }

    async Task DispatchUntilLost(CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        await using var channel = await OutboxPublishing.OpenChannel(connection, options, stop);
        await epoch.Check(connection, stop);
        while (!stop.IsCancellationRequested)
        {
            var (claimed, nextDue) = await DispatchOnce(channel, stop);
            if (claimed < options.PublishBatch)
                await wakeUp.Wait(nextDue < options.MaxIdle ? nextDue : options.MaxIdle, stop);
        }
    }

    async Task<(int Claimed, TimeSpan NextDue)> DispatchOnce(IChannel channel, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation: null, stop);
        await session.LookUpByKey(stop);
        var due = await OutboxRows.Claim(session, options.PublishBatch, stop);
        if (due.Count == 0)
            return (0, await OutboxRows.UntilNextDue(session, options.MaxIdle, stop));
        Failpoint.Hit("outbox.claimed");
        await OutboxPublishing.Publish(channel, options.Service, due, confirmed => Mark(session, confirmed, stop), stop);
        return (due.Count, TimeSpan.Zero);
    }

    /// <summary>What was not confirmed is due again at once.</summary>
    async Task Mark(Session session, IReadOnlyList<OutboxRow> confirmed, CancellationToken stop)
    {
        await OutboxRows.MarkPublished(session, [.. confirmed.Select(row => row.MessageId)], options.RepublishAfter, stop);
        await session.Commit(stop);
        Failpoint.Hit("outbox.marked");
    }

    static async Task Pause(TimeSpan pause, CancellationToken stop)
    {
        try
        {
            await Task.Delay(pause, stop);
        }
        catch (OperationCanceledException) { } // Stopping: the loop's condition ends it.
    }
}
