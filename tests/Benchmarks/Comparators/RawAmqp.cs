using System.Net.Security;
using System.Security.Authentication;
using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>What the broker can do: 1 KB persistent messages with confirms from one publisher to one consumer that does nothing.</summary>
static class RawAmqp
{
    const string Queue = "raw-amqp";
    const int MaxUnconfirmed = 256;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    public static async Task Run(LocalSystem system, Figures figures, BenchArguments arguments, TimeProvider time, CancellationToken stop)
    {
        await using var connection = await Factory(system).CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        await using var reading = await connection.CreateChannelAsync(cancellationToken: stop);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: true, cancellationToken: stop);
        long consumed = 0;
        await reading.BasicQosAsync(0, MaxUnconfirmed, global: false, stop);
        var consumer = new AsyncEventingBasicConsumer(reading);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await reading.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
            Interlocked.Increment(ref consumed);
        };
        await reading.BasicConsumeAsync(Queue, autoAck: false, consumer, stop);

        var length = arguments.Measured < Longest ? arguments.Measured : Longest;
        var body = new byte[1024];
        var start = time.GetTimestamp();
        long sent = 0;
        using var places = new SemaphoreSlim(MaxUnconfirmed);
        while (time.GetElapsedTime(start) < length)
        {
            await places.WaitAsync(stop);
            _ = Publish(channel, body, places, stop);
            sent++;
        }
        while (Interlocked.Read(ref consumed) < sent)
            await Task.Delay(2, stop);
        figures.Add("raw_amqp.messages_per_s", "1/s", sent / time.GetElapsedTime(start).TotalSeconds);
    }

    static async Task Publish(IChannel channel, byte[] body, SemaphoreSlim places, CancellationToken stop)
    {
        await channel.BasicPublishAsync(string.Empty, Queue, mandatory: true, new BasicProperties { Persistent = true }, body, stop);
        places.Release();
    }

    static ConnectionFactory Factory(LocalSystem system) =>
        new()
        {
            Uri = system.BrokerAdministrator,
            Ssl = new SslOption
            {
                Enabled = true,
                ServerName = system.BrokerAdministrator.Host,
                Version = SslProtocols.Tls12 | SslProtocols.Tls13,
                AcceptablePolicyErrors = SslPolicyErrors.None,
                CertificateValidationCallback = Broker.CertificateCheck(system.BrokerAuthorityFile),
            },
        };
}
