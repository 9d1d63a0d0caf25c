using AccountingSync.Benchmarks.Results;
using AccountingSync.LocalServers;
using Npgsql;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>The comparators' own database on the same server.</summary>
static class PlainDatabase
{
    public static async Task<NpgsqlDataSource> Create(LocalSystem system, string name, string tables, CancellationToken stop)
    {
        await using (var admin = NpgsqlDataSource.Create(system.Postgres.AdminConnectionString))
        {
            await using var drop = admin.CreateCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync(stop);
            await using var create = admin.CreateCommand($"CREATE DATABASE {name}");
            await create.ExecuteNonQueryAsync(stop);
        }
        // The same client settings as our services have.
        var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(system.Postgres.AdminConnectionStringFor(name)) { MaxAutoPrepare = 50, AutoPrepareMinUsages = 2 }
        );
        await using var command = database.CreateCommand(tables);
        await command.ExecuteNonQueryAsync(stop);
        return database;
    }

    public const string PlainTables = """
        CREATE TABLE inbox (
            message_id uuid NOT NULL,
            consumer text NOT NULL,
            received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (message_id, consumer)
        );
        CREATE TABLE entries (
            id uuid PRIMARY KEY,
            source text NOT NULL,
            transaction_id text NOT NULL,
            entry_date date NOT NULL,
            description text NOT NULL,
            posted_at timestamptz NOT NULL,
            UNIQUE (source, transaction_id)
        );
        CREATE TABLE lines (
            entry_id uuid NOT NULL REFERENCES entries,
            number integer NOT NULL,
            account text NOT NULL,
            currency text NOT NULL,
            amount numeric(19, 4) NOT NULL,
            memo text,
            PRIMARY KEY (entry_id, number)
        );
        """;

    /// <summary>An entry without all its lines counts as lost.</summary>
    public static async Task<Check> CheckPlain(NpgsqlDataSource database, string name, long sent, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            """
            SELECT count(DISTINCT (source, transaction_id)) FILTER (WHERE lines >= 3), count(*),
                   (SELECT coalesce(sum(abs(total)), 0) FROM (SELECT sum(amount) AS total FROM lines GROUP BY currency) balances)
            FROM entries LEFT JOIN (SELECT entry_id, count(*) AS lines FROM lines GROUP BY entry_id) AS counted ON entry_id = id
            """
        );
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var lost = sent - reader.GetInt64(0);
        return new Check(name, lost, reader.GetInt64(1) - (sent - lost), reader.GetDecimal(2));
    }
}
