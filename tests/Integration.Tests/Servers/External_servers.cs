using AccountingSync.LocalServers;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class External_servers
{
    [Test]
    public void are_none_by_default()
    {
        var servers = ExternalServers.From(_ => null);

        Assert.That(servers, Is.EqualTo(new ExternalServers(null, null)));
    }

    [Test]
    public void are_taken_from_the_environment()
    {
        var variables = new Dictionary<string, string?>
        {
            ["ACCOUNTINGSYNC_POSTGRES"] = "Host=db.example;Username=admin;Password=p;SSL Mode=VerifyFull",
            ["ACCOUNTINGSYNC_RABBITMQ"] = "amqps://admin:p%2Fw@mq.example:5671/",
            ["ACCOUNTINGSYNC_RABBITMQ_MANAGEMENT"] = "https://mq.example:15671",
        };

        var servers = ExternalServers.From(variables.GetValueOrDefault);

        Assert.That(servers.Postgres!.ConnectionStringFor("ledger", "x", "books"), Does.Contain("Host=db.example").And.Contain("Database=books"));
        Assert.That(servers.Postgres.ConnectionStringFor("ledger", "x", "books"), Does.Contain("SSL Mode=VerifyFull").And.Contain("Username=ledger"));
        Assert.That(servers.Rabbit!.AmqpsUriFor("u", "a/b", "v").AbsoluteUri, Is.EqualTo("amqps://u:a%2Fb@mq.example:5671/v"));
        Assert.That(servers.Rabbit.ManagementUri, Is.EqualTo(new Uri("https://mq.example:15671")));
    }

    [Test]
    public void are_verified_unless_the_string_says_how_they_are_trusted()
    {
        var servers = ExternalServers.From(name => name == "ACCOUNTINGSYNC_POSTGRES" ? "Host=db.example;Username=admin;Password=p" : null);

        Assert.That(servers.Postgres!.AdminConnectionString, Does.Contain("SSL Mode=VerifyFull"));
    }

    [TestCase("Disable")]
    [TestCase("Allow")]
    [TestCase("Prefer")]
    public void must_not_do_without_encryption(string mode) =>
        Assert.That(
            () => ExternalServers.From(name => name == "ACCOUNTINGSYNC_POSTGRES" ? $"Host=db.example;SSL Mode={mode}" : null),
            Throws.InvalidOperationException.With.Message.Contains("VerifyFull")
        );

    [TestCase("amqps://a:b@mq.example/", "/")]
    [TestCase("amqps://a:b@mq.example/books%2Fnew", "books/new")]
    public void name_the_virtual_host(string address, string host) =>
        Assert.That(ExternalServers.From(name => name == "ACCOUNTINGSYNC_RABBITMQ" ? address : null).Rabbit!.VirtualHost, Is.EqualTo(host));

    [TestCase("amqp://a:b@mq.example/")]
    [TestCase("amqps://mq.example/")]
    [TestCase("mq.example")]
    public void must_be_encrypted_and_name_a_user(string address) =>
        Assert.That(
            () => ExternalServers.From(name => name == "ACCOUNTINGSYNC_RABBITMQ" ? address : null),
            Throws.InvalidOperationException.With.Message.Contains("amqps://")
        );
}
