using Npgsql;

namespace AccountingSync.LocalServers;

/// <summary>How to reach a PostgreSQL server, private or external.</summary>
public sealed class PostgresAccess(string adminConnectionString)
{
    public string AdminConnectionString { get; } = adminConnectionString;

    /// <summary>The same server and the same TLS for another role.</summary>
    public string ConnectionStringFor(string role, string password, string database) =>
        new NpgsqlConnectionStringBuilder(AdminConnectionString)
        {
            Username = role,
            Password = password,
            Database = database,
        }.ConnectionString;

    /// <summary>The administrator in another database.</summary>
    public string AdminConnectionStringFor(string database) =>
        new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = database }.ConnectionString;
}
