using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Integration.Tests.Servers;

/// <summary>Roles are one for all databases of a server, and installations on one server start when they like.</summary>
public sealed class Databases_that_are_prepared_at_once
{
    static readonly string[] Names = ["prepared-a", "prepared-b", "prepared-c", "prepared-d"];

    [Test]
    public async Task share_their_roles_without_failing()
    {
        var databases = new List<TestDatabase>();
        foreach (var name in Names)
            databases.Add(await TestServers.CreateDatabase(name));

        // The role is new in the first round, and changed in each.
        for (var round = 0; round < 5; round++)
            await Task.WhenAll(databases.Select(Prepare));

        foreach (var database in databases)
        {
            await using var connection = new NpgsqlConnection(database.ConnectionStringFor("prepared_at_once", "not-a-secret"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT current_schema()", connection);
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("prepared"));
        }
    }

    static Task Prepare(TestDatabase database) =>
        Migrator.Apply(
            database.AdminConnectionString,
            new SchemaOwner("prepared", "prepared_at_once", "not-a-secret"),
            [typeof(Database).Assembly],
            CancellationToken.None
        );
}
