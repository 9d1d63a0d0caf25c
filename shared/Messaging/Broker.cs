using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using RabbitMQ.Client;

namespace AccountingSync.Messaging;

/// <summary>One live connection to the broker, made when it is first asked for and again after it was lost.</summary>
public sealed class Broker(MessagingOptions options) : IAsyncDisposable
{
    readonly SemaphoreSlim gate = new(1, 1);
    IConnection? connection;

    public async Task<IConnection> Connect(CancellationToken stop)
    {
        await gate.WaitAsync(stop);
        try
        {
            if (connection is { IsOpen: true })
                return connection;
            if (connection is not null)
                await connection.DisposeAsync();
            connection = null;
            return connection = await Factory().CreateConnectionAsync(options.Service, stop);
        }
        finally
        {
            gate.Release();
        }
    }

    ConnectionFactory Factory() =>
        new()
        {
            Uri = options.Broker,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(20),
            ContinuationTimeout = TimeSpan.FromSeconds(10),
            Ssl = new SslOption
            {
                Enabled = options.Broker.Scheme == "amqps",
                ServerName = options.Broker.Host,
                Version = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateValidationCallback = CertificateCheck(options.CaFile),
            },
        };

    /// <summary>Accepts a certificate for the right host that chains to the given authority (or to the machine's own store).
    /// MassTransit by itself would accept any chain.</summary>
    public static RemoteCertificateValidationCallback CertificateCheck(string? caFile)
    {
        var authority = caFile is null ? null : X509CertificateLoader.LoadCertificateFromFile(caFile);
        return (_, certificate, _, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || authority is null || certificate is null)
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            // A private authority publishes no revocation list.
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            return chain.Build(server);
        };
    }

    /// <summary>Declares what this service sends to, so that nothing is published into the void, whoever starts first.
    /// The same arguments as the receiving endpoints use.</summary>
    public static async Task Declare(IChannel channel, IEnumerable<string> queues, CancellationToken stop)
    {
        foreach (var queue in queues)
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        gate.Dispose();
    }
}
