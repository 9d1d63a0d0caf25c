using System.Buffers.Binary;
using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>What the broker can do: 1 KB persistent messages with confirms from one publisher to one consumer that does nothing but
/// remember their numbers.</summary>
static class RawAmqp
{
    const string Queue = "raw-amqp";
    const int MaxUnconfirmed = 256;
    const int BodyBytes = 1024;
    static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(60);

    public static async Task Run(BenchRun run, CancellationToken stop)
    {
        await using var connection = await Factory(run.System).CreateConnectionAsync(stop);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );
        await using var reading = await connection.CreateChannelAsync(cancellationToken: stop);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: true, cancellationToken: stop);
        long consumed = 0;
        var numbers = new HashSet<long>(); // Of the one consumer, which is called for one message after the other.
        await reading.BasicQosAsync(0, MaxUnconfirmed, global: false, stop);
        var consumer = new AsyncEventingBasicConsumer(reading);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            numbers.Add(BinaryPrimitives.ReadInt64BigEndian(delivery.Body.Span));
            await reading.BasicAckAsync(delivery.DeliveryTag, multiple: false, stop);
            Interlocked.Increment(ref consumed);
        };
        await reading.BasicConsumeAsync(Queue, autoAck: false, consumer, stop);

        var start = run.Time.GetTimestamp();
        long sent = 0;
        using var places = new SemaphoreSlim(MaxUnconfirmed);
        for (; run.Time.GetElapsedTime(start) < run.Short; sent++)
        {
            await places.WaitAsync(stop);
            _ = Publish(channel, sent, places, stop);
        }
        while (Interlocked.Read(ref consumed) < sent && run.Time.GetElapsedTime(start) < run.Short + DrainLimit)
            await Task.Delay(2, stop);
        run.Figures.Add("raw_amqp.messages_per_s", "1/s", consumed / run.Time.GetElapsedTime(start).TotalSeconds);
        var name = string.Create(CultureInfo.InvariantCulture, $"raw_amqp {run.Number}");
        run.Figures.Checks.Add(new Check(name, sent - numbers.Count, consumed - numbers.Count, TrialBalance: 0));
    }

    static async Task Publish(IChannel channel, long number, SemaphoreSlim places, CancellationToken stop)
    {
        var body = new byte[BodyBytes];
        BinaryPrimitives.WriteInt64BigEndian(body, number);
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
