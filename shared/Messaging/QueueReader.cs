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
/// before that delivers it again.</summary>
public abstract class QueueReader(Broker broker, string queue, ushort prefetch, ILogger log) : BackgroundService
{
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    protected string Queue => queue;

    protected string RejectedQueue => queue + ".rejected";

    protected abstract Task<Verdict> Handle(BasicDeliverEventArgs delivery, CancellationToken stop);

    /// <summary>Declares what else the reader needs, an exchange and its binding for example.</summary>
    protected virtual Task Declare(IChannel channel, CancellationToken stop) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ReadUntilLost(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning("Queue {Queue} is not read for now: {Fault}", queue, fault.Message);
                await Task.Delay(PauseAfterFault, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

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
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            lost.TrySetResult(new IOException(reason.ReplyText));
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                await Settle(channel, delivery, await Handle(delivery, stop), stop);
            }
            catch (Exception fault)
            {
                // Not acknowledged: closing the channel gives it, and all that is in work, back to the queue.
                lost.TrySetResult(fault);
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stop);
        throw await lost.Task.WaitAsync(stop);
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
                ["acs-routing-key"] = delivery.RoutingKey,
            };
            var properties = new BasicProperties(delivery.BasicProperties) { Headers = headers, Persistent = true };
            await channel.BasicPublishAsync(string.Empty, RejectedQueue, mandatory: true, properties, delivery.Body, stop);
        }
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
    }
}
