using System.Net.Http.Headers;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Integration.Tests.Faults;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LocalServers;
using AccountingSync.Messaging;
using Npgsql;
using RabbitMQ.Client;

namespace AccountingSync.Integration.Tests.Servers;

[Parallelizable]
public sealed class A_system_on_servers_of_somebody_else
{
    /// <summary>With a management API it makes a virtual host and users of its own; without one it uses those of the address.</summary>
    [TestCase(true)]
    [TestCase(false)]
    public async Task takes_sales_at_the_door_and_from_the_queue(bool offersManagement)
    {
        using var ports = PortBlock.FromEnvironment();
        await using var theirs = await LocalSystem.StartAsync(
            new LocalSystemOptions
            {
                Directory = TestServers.DirectoryFor("theirs"),
                Binaries = CampaignSystem.Binaries(),
                Ports = ports,
                Without = [.. ServiceList.All.Select(service => service.Name)],
            }
        );
        var day = new PlannedDay(2, new Dice(5));
        await using var ours = await CampaignSystem.Start(
            "ours",
            day.Accounts,
            null,
            CancellationToken.None,
            external: new ExternalServers(
                theirs.Postgres,
                offersManagement ? theirs.Rabbit : theirs.Rabbit with { Management = null, Administrator = theirs.BrokerAdministrator }
            )
        );

        await Post(ours, day.Transactions[0]);
        await Publish(
            ours.System,
            offersManagement ? await ours.System.GatewayAddress(PlannedDay.Organisation, CancellationToken.None) : ours.System.BrokerAdministrator,
            day.Transactions[1]
        );

        await using var database = NpgsqlDataSource.Create(ours.System.OwnerConnectionString);
        await Eventually.That(
            async () =>
            {
                await using var count = database.CreateCommand("SELECT count(*) FROM ledger.entries");
                return (long)(await count.ExecuteScalarAsync())!;
            },
            Is.EqualTo(2)
        );
        Assert.That((ours.System.PostgresServer, ours.System.RabbitServer), Is.EqualTo(((PostgresServer?)null, (RabbitServer?)null)));
    }

    static async Task Post(CampaignSystem ours, SourceTransaction transaction)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ours.ApiKey) } };
        using var body = new ByteArrayContent(TransactionWriter.Write(transaction));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(ours.System.AddressOf("ingestion"), "v1/transactions"), body);
        Assert.That((int)answer.StatusCode, Is.EqualTo(202));
    }

    static async Task Publish(LocalSystem ours, Uri address, SourceTransaction transaction)
    {
        var factory = new ConnectionFactory { Uri = address };
        factory.Ssl.ServerName = address.Host;
        factory.Ssl.CertificateValidationCallback = Broker.CertificateCheck(ours.BrokerAuthorityFile);
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync(
            "accountingsync.inbound",
            $"{PlannedDay.Organisation}.till",
            mandatory: true,
            new BasicProperties { ContentType = "application/json" },
            TransactionWriter.Write(transaction)
        );
    }
}
