using System.Security.Authentication;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Integration.Tests.Servers;

public sealed class A_private_postgres
{
    [Test]
    public async Task is_reached_over_verified_tls()
    {
        var server = await TestServers.Postgres;
        await using var connection = new NpgsqlConnection(server.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl", connection);

        Assert.That(new NpgsqlConnectionStringBuilder(server.AdminConnectionString).SslMode, Is.EqualTo(SslMode.VerifyFull));
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("TLSv1.3"));
    }

    [Test]
    public async Task refuses_whoever_speaks_plain_text()
    {
        var builder = new NpgsqlConnectionStringBuilder((await TestServers.Postgres).AdminConnectionString)
        {
            SslMode = SslMode.Disable,
            RootCertificate = null,
        };

        await using var connection = new NpgsqlConnection(builder.ConnectionString);

        Assert.That(
            async () => await connection.OpenAsync(),
            Throws
                .InstanceOf<PostgresException>()
                .With.Property(nameof(PostgresException.SqlState))
                .EqualTo(PostgresErrorCodes.InvalidAuthorizationSpecification)
        );
    }

    [Test]
    public async Task is_not_trusted_without_its_authority()
    {
        var builder = new NpgsqlConnectionStringBuilder((await TestServers.Postgres).AdminConnectionString) { RootCertificate = null };

        await using var connection = new NpgsqlConnection(builder.ConnectionString);

        Assert.That(
            async () => await connection.OpenAsync(),
            Throws.InstanceOf<NpgsqlException>().With.InnerException.InstanceOf<AuthenticationException>()
        );
    }

    [Test]
    public async Task gives_each_test_class_a_database_of_its_own()
    {
        var one = await TestServers.CreateDatabase("apart");
        var other = await TestServers.CreateDatabase("apart");

        await ExecuteAsync(one.AdminConnectionString, "CREATE TABLE seen (id int)");

        Assert.That(one.Name, Is.Not.EqualTo(other.Name));
        Assert.That(async () => await ExecuteAsync(other.AdminConnectionString, "SELECT id FROM seen"), Throws.InstanceOf<PostgresException>());
    }

    [Test]
    public async Task keeps_what_was_committed_when_it_is_killed()
    {
        await using var server = await PostgresServer.StartAsync(TestServers.PostgresIn("killed-postgres"));
        var connectionString = server.AdminConnectionString + ";Pooling=false";
        await ExecuteAsync(connectionString, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (42)");

        server.Kill();
        Assert.That(server.Process.HasExited, Is.True);
        await server.RestartAsync();

        Assert.That(await ExecuteAsync(connectionString, "SELECT id FROM kept"), Is.EqualTo(42));
    }

    static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
