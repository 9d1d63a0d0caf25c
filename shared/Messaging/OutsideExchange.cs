using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Messaging;

/// <summary>What became of handing a message to an exchange that outsiders read.</summary>
public abstract record HandedOver
{
    HandedOver() { }

    /// <summary>The broker has put it into at least one queue, for good.</summary>
    public sealed record Yes : HandedOver;

    /// <summary>It was not taken: no queue is bound for it.</summary>
    public sealed record ToNobody : HandedOver;

    /// <summary>Nobody knows whether it was taken.</summary>
    public sealed record Unclear(string Reason) : HandedOver;
}

/// <summary>Publishes to systems outside of the installation, which send no receipts: so not through the outbox. Whoever calls has committed that it will,
/// and calls again until the system has answered.</summary>
public sealed class OutsideExchange(Broker broker)
{
    /// <param name="exchange">A durable topic exchange; made when it is missing.</param>
    /// <param name="messageId">The same for as long as it is the same message.</param>
    public async Task<HandedOver> Publish(string exchange, string routingKey, string messageId, ReadOnlyMemory<byte> json, CancellationToken stop)
    {
        try
        {
            var connection = await broker.Connect(stop);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                stop
            );
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: stop);
            var properties = new BasicProperties
            {
                MessageId = messageId,
                Persistent = true,
                ContentType = "application/json",
            };
            await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, json, stop);
            return new HandedOver.Yes();
        }
        catch (PublishException refused) when (refused.IsReturn)
        {
            return new HandedOver.ToNobody();
        }
        catch (Exception broken) when (broken is RabbitMQClientException or IOException)
        {
            return new HandedOver.Unclear(broken.GetType().Name);
        }
    }
}
