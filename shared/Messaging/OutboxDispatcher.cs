using System.Diagnostics;
using AccountingSync.Postgres;
using MassTransit.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace AccountingSync.Messaging;

/// <summary>Publishes what the outbox holds. Claims with SKIP LOCKED, publishes without awaiting each, awaits all confirms,
/// marks in one statement. A crash in between publishes again under the same message id, which the inbox of the receiver drops.</summary>
sealed class OutboxDispatcher(
    [FromKeyedServices(Database.Quiet)] Npgsql.NpgsqlDataSource database,
    Broker broker,
    BrokerEpoch epoch,
    WakeUp wakeUp,
    MessagingOptions options,
    ILogger<OutboxDispatcher> log
) : BackgroundService
{
    public const string OriginHeader = "acs-origin";
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
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        await Broker.Declare(channel, [.. Flow.AllQueues, options.ReceiptsQueue], stop);
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
        using var timeLimit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeLimit.CancelAfter(TimeSpan.FromSeconds(30));
        var confirms = due.Select(row => Publish(channel, row, timeLimit.Token)).ToArray();
        Failpoint.Hit("outbox.published");
        try
        {
            await Task.WhenAll(confirms);
        }
        finally
        {
            // What was confirmed is marked even when a neighbour failed; the rest is due again at once.
            Failpoint.Hit("outbox.confirmed");
            var confirmed = due.Where((_, i) => confirms[i].IsCompletedSuccessfully).Select(row => row.MessageId).ToArray();
            await OutboxRows.MarkPublished(session, confirmed, options.RepublishAfter, stop);
            await session.Commit(stop);
            Failpoint.Hit("outbox.marked");
        }
        return (due.Count, TimeSpan.Zero);
    }

    async Task Publish(IChannel channel, OutboxRow row, CancellationToken stop)
    {
        using var activity = ActivityContext.TryParse(row.TraceParent, null, out var parent)
            ? Telemetry.Activities.StartActivity("outbox publish " + row.MessageType, ActivityKind.Producer, parent)
            : null;
        var headers = new Dictionary<string, object?> { [OriginHeader] = options.Service };
        if ((activity?.Id ?? row.TraceParent) is { } traceParent)
            headers[DiagnosticHeaders.ActivityId] = traceParent;
        var properties = new BasicProperties
        {
            MessageId = row.MessageId.ToString(),
            ContentType = "application/vnd.masstransit+json",
            Persistent = true,
            Headers = headers,
        };
        // Straight to the queues that still wait for it: after a loss nobody gets it a second time without need.
        foreach (var queue in row.Awaiting)
            await channel.BasicPublishAsync(string.Empty, queue, mandatory: true, properties, row.Body, stop);
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
