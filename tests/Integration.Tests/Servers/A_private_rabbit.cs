using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AccountingSync.LocalServers;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace AccountingSync.Integration.Tests.Servers;

[Parallelizable]
public sealed class A_private_rabbit
{
    static readonly byte[] AmqpHeader = [.. "AMQP"u8, 0, 0, 9, 1];
    const string Queue = "kept";

    [Test]
    public async Task is_reached_over_verified_tls()
    {
        var host = await TestServers.CreateVirtualHost("tls");
        await host.CreateUser("sealer", "p/ss+word %");

        await using var connection = await ConnectAsync(host.AmqpsUriFor("sealer", "p/ss+word %"), host.AuthorityFile);

        Assert.That(connection.IsOpen, Is.True);
    }

    [Test]
    public async Task does_not_answer_whoever_speaks_plain_text()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", (await TestServers.Rabbit).AmqpsPort);
        await client.GetStream().WriteAsync(AmqpHeader);
        var answer = new byte[64];

        var length = await client.GetStream().ReadAsync(answer);

        // The AMQP greeting is a method frame (1); TLS says with an alert (21) or by hanging up that it did not understand.
        Assert.That(length == 0 || answer[0] == 21, Is.True);
    }

    [Test]
    public async Task is_not_trusted_without_its_authority()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", (await TestServers.Rabbit).AmqpsPort);
        await using var stream = new SslStream(client.GetStream());

        Assert.That(async () => await stream.AuthenticateAsClientAsync("127.0.0.1"), Throws.InstanceOf<AuthenticationException>());
    }

    [Test]
    public async Task knows_no_guest()
    {
        var server = await TestServers.Rabbit;

        Assert.That(
            async () => await ConnectAsync(server.AmqpsUriFor("guest", "guest"), server.AuthorityFile),
            Throws.InstanceOf<BrokerUnreachableException>().With.InnerException.InstanceOf<AuthenticationFailureException>()
        );
    }

    [Test]
    public async Task loses_its_queues_but_not_its_users_when_its_data_is_wiped()
    {
        await using var server = await RabbitServer.StartAsync(TestServers.RabbitIn("wiped-rabbitmq"));
        await server.CreateVirtualHostAsync("books");
        await server.Management.CreateUserAsync("ingestion", "secret", ".*", ".*", ".*", "books");
        var uri = server.AmqpsUriFor("ingestion", "secret", "books");
        await using (var before = await ConnectAsync(uri, server.AuthorityFile))
        await using (var channel = await before.CreateChannelAsync())
            await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false);

        await server.WipeDataAndRestartAsync();

        await using var after = await ConnectAsync(uri, server.AuthorityFile);
        await using var second = await after.CreateChannelAsync();
        Assert.That(async () => await second.QueueDeclarePassiveAsync(Queue), Throws.InstanceOf<OperationInterruptedException>());
    }

    static Task<IConnection> ConnectAsync(Uri uri, string? authorityFile)
    {
        var factory = new ConnectionFactory { Uri = uri, AutomaticRecoveryEnabled = false };
        factory.Ssl.ServerName = uri.Host;
        factory.Ssl.CertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, authorityFile);
        return factory.CreateConnectionAsync();
    }

    static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, string? authorityFile)
    {
        if (authorityFile is null || errors is not (SslPolicyErrors.None or SslPolicyErrors.RemoteCertificateChainErrors))
            return errors == SslPolicyErrors.None;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return certificate is X509Certificate2 presented && chain.Build(presented);
    }
}
