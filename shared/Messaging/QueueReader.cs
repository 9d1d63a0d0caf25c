using System.Text;
using AccountingSync.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Messaging;

/// <summary>What becomes of a delivery.</summary>
public abstract record Verdict
{
    Verdict() { }

    /// <summary>Committed: it leaves the queue.</summary>
    public sealed record Done : Verdict;

    /// <summary>It can never be processed: it goes to "<c>queue</c>.rejected" with headers that say why.</summary>
    public sealed record Rejected(string Rule, string Reason) : Verdict;
}

/// <summary>Reads a queue of plain AMQP messages (not MassTransit's). A message is acknowledged only after its verdict; a crash
/// before that delivers it again. One that fails for a reason that will not pass is rejected, so that it does not come back for ever
/// and bar the way for everything behind it.</summary>
public abstract class QueueReader(Broker broker, string queue, ushort prefetch, ILogger log) : BackgroundService
{
    const string RoutingKeyHeader = "acs-routing-key";
    static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(10);

    protected string Queue => queue;

    protected string RejectedQueue => queue + ".rejected";

    protected abstract Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop);

    /// <summary>The key that the message was published with at first. One that was rejected and replayed comes by the queue's own name,
    /// through the default exchange, which only the system's own services may use, and bears it in a header.</summary>
    protected static string RoutingKeyOf(BasicDeliverEventArgs delivery) =>
        delivery.Exchange.Length == 0
        && delivery.BasicProperties.Headers?.TryGetValue(RoutingKeyHeader, out var first) == true
        && first is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : delivery.RoutingKey;

    /// <summary>Declares what else the reader needs, an exchange and its binding for example.</summary>
    protected virtual Task Declare(IChannel channel, CancellationToken stop) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        AgainAndAgain.Run(ReadUntilLost, fault => log.LogWarning("Queue {Queue} is not read for now: {Fault}", queue, fault.Message), stoppingToken);

    async Task ReadUntilLost(CancellationToken stop)
    {
        var connection = await broker.Connect(stop);
        // One message at a time would idle the database; as many as are prefetched may be in work together.
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                consumerDispatchConcurrency: prefetch
            ),
            stop
        );
        await Broker.Declare(channel, [queue], stop);
        await Declare(channel, stop);
        await channel.BasicQosAsync(0, prefetch, global: false, stop);
        var lost = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var inWork = 0;
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            lost.TrySetResult(new IOException(reason.ReplyText));
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Interlocked.Increment(ref inWork);
            try
            {
                if (!lost.Task.IsCompleted)
                    await Settle(channel, delivery, await HandleOrReject(delivery, stop), stop);
            }
            catch (Exception fault)
            {
                // Not acknowledged: closing the channel gives it back to the queue, with all that was not begun.
                lost.TrySetResult(fault);
            }
            finally
            {
                Interlocked.Decrement(ref inWork);
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop);
        var loss = await lost.Task.WaitAsync(stop);
        // Whoever acknowledges on a channel that is closed already loses the whole connection, which others use too.
        while (Volatile.Read(ref inWork) > 0)
            await Task.Delay(Idle, stop);
        throw loss;
    }

    async Task<Verdict> HandleOrReject(BasicDeliverEventArgs delivery, CancellationToken stop)
    {
        try
        {
            return await Handle(delivery, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseFaults.MayPass(fault))
        {
            log.LogError(fault, "A message of queue {Queue} cannot be processed and is set aside", queue);
            return new Verdict.Rejected("cannot-be-processed", $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    async Task Settle(IChannel channel, BasicDeliverEventArgs delivery, Verdict verdict, CancellationToken stop)
    {
        if (verdict is Verdict.Rejected rejected)
        {
            await Broker.Declare(channel, [RejectedQueue], stop);
            var headers = new Dictionary<string, object?>(delivery.BasicProperties.Headers ?? new Dictionary<string, object?>())
            {
                ["acs-rule"] = rejected.Rule,
                ["acs-reason"] = rejected.Reason,
                [RoutingKeyHeader] = RoutingKeyOf(delivery),
            };
            var properties = new BasicProperties(delivery.BasicProperties) { Headers = headers, Persistent = true };
            await channel.BasicPublishAsync(string.Empty, RejectedQueue, mandatory: true, properties, delivery.Body, stop);
        }
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
    }
}
