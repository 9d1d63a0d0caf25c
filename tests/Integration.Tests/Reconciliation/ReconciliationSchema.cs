using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>A database with the service's schema, and the service's own role in it.</summary>
sealed record ReconciliationSchema(TestDatabase Database, NpgsqlDataSource Service) : IAsyncDisposable
{
    const string Role = "reconciliation_tests";
    const string Password = "not-a-secret";

    public static async Task<ReconciliationSchema> Create(string name)
    {
        var database = await TestServers.CreateDatabase(name);
        await Migrator.Apply(
            database.AdminConnectionString,
            new SchemaOwner("reconciliation", Role, Password),
            [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(Reconciler).Assembly],
            CancellationToken.None
        );
        return new ReconciliationSchema(database, NpgsqlDataSource.Create(database.ConnectionStringFor(Role, Password)));
    }

    /// <summary>As the database's owner, whom neither row security nor grants bind.</summary>
    public async Task<int> Tamper(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
