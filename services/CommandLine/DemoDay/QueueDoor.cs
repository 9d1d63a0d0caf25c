using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.CommandLine.DemoDay;

/// <summary>A gateway that publishes to the inbound exchange over AMQPS: canonical JSON, arrays, CloudEvents in both modes, the same
/// again, a poison message, and one in another organisation's name, which the broker itself refuses.</summary>
sealed class QueueDoor(Uri address, string? authorityFile, string organisation, SentLog log)
{
    const string Door = "queue";
    const string Exchange = "accountingsync.inbound";
    const int ArraySize = 8;

    public async Task Send(IReadOnlyList<DemoTransaction> day, CancellationToken stop)
    {
        await using var connection = await Factory().CreateConnectionAsync("demo-gateway", stop);
        await using var channel = await Channel(connection, stop);
        var third = day.Count / 3;
        foreach (var chunk in day.Take(third).Chunk(ArraySize))
            await Publish(channel, "application/json", DemoTransaction.Array(chunk), headers: null, stop);
        foreach (var transaction in day.Skip(third).Take(third))
            await Publish(channel, "application/cloudevents+json", Structured(transaction), headers: null, stop);
        foreach (var transaction in day.Skip(2 * third))
            await Publish(channel, "application/json", transaction.Bytes(), Binary(transaction), stop);
        log.Sent(Door, day.Select(SentTransaction.Of));

        foreach (var again in day.Where((_, i) => i % 10 == 7))
        {
            await Publish(channel, "application/json", again.Bytes(), headers: null, stop);
            log.Repeated(1);
        }
        await Publish(channel, "application/json", Encoding.UTF8.GetBytes("this is no JSON"), headers: null, stop);
        log.Refused(1);
        await PublishForSomebodyElse(connection, day[0], stop);
    }

    async Task PublishForSomebodyElse(IConnection connection, DemoTransaction transaction, CancellationToken stop)
    {
        var got = "taken";
        try
        {
            await using var channel = await Channel(connection, stop);
            await channel.BasicPublishAsync(
                Exchange,
                $"somebody-else.{transaction.Source}",
                mandatory: true,
                new BasicProperties { ContentType = "application/json" },
                transaction.Bytes(),
                stop
            );
        }
        catch (Exception refused) when (refused is OperationInterruptedException or PublishException)
        {
            got = "refused by the broker";
        }
        log.Answered("a message in another organisation's name", "refused by the broker", got);
    }

    async Task Publish(IChannel channel, string contentType, byte[] body, Dictionary<string, object?>? headers, CancellationToken stop) =>
        await channel.BasicPublishAsync(
            Exchange,
            $"{organisation}.{DemoPlan.MarketSource}",
            mandatory: true,
            new BasicProperties
            {
                ContentType = contentType,
                DeliveryMode = DeliveryModes.Persistent,
                Headers = headers,
            },
            body,
            stop
        );

    static byte[] Structured(DemoTransaction transaction) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new JsonObject
            {
                ["specversion"] = "1.0",
                ["id"] = $"{transaction.Id}/{transaction.Revision}",
                ["source"] = "/gateways/market",
                ["type"] = "com.example.transaction",
                ["datacontenttype"] = "application/json",
                ["data"] = transaction.Body.DeepClone(),
            }
        );

    static Dictionary<string, object?> Binary(DemoTransaction transaction) =>
        new()
        {
            ["cloudEvents_specversion"] = "1.0",
            ["cloudEvents_id"] = $"{transaction.Id}/{transaction.Revision}",
            ["cloudEvents_source"] = "/gateways/market",
            ["cloudEvents_type"] = "com.example.transaction",
        };

    /// <summary>A publish returns when the broker has the message for good, and fails when it refuses it.</summary>
    static Task<IChannel> Channel(IConnection connection, CancellationToken stop) =>
        connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            stop
        );

    ConnectionFactory Factory() =>
        new()
        {
            Uri = address,
            AutomaticRecoveryEnabled = false,
            Ssl = new SslOption
            {
                Enabled = true,
                ServerName = address.Host,
                CertificateValidationCallback = authorityFile is null ? null : Trusts(authorityFile),
            },
        };

    static RemoteCertificateValidationCallback Trusts(string authorityFile)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        return (_, certificate, _, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // A private authority publishes no list.
            using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(server);
        };
    }
}
