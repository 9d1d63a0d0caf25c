using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace AccountingSync.Postgres;

/// <param name="Schema">The service's schema.</param>
/// <param name="Role">The role that the service logs in with; it owns nothing and may do only what migrations grant.</param>
public sealed record SchemaOwner(string Schema, string Role, string Password);

/// <summary>Brings one service's schema up to date. Runs as the database's owner, never as the service.
/// Scripts are embedded resources named <c>Migrations.0001_what_it_does.sql</c>; an applied one must never change.
/// Within a script <c>{schema}</c> and <c>{role}</c> stand for the service's own.</summary>
public static class Migrator
{
    const int RoleAttempts = 20;

    public static async Task<IReadOnlyList<string>> Apply(
        string ownerConnectionString,
        SchemaOwner owner,
        IReadOnlyList<Assembly> assemblies,
        CancellationToken stop
    )
    {
        await using var database = NpgsqlDataSource.Create(ownerConnectionString);
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // One migrator at a time in the whole database: roles are shared by all schemas.
        await Execute(connection, "SELECT pg_advisory_xact_lock(4711)", stop);
        await Prepare(connection, owner, stop);
        var applied = await Applied(connection, owner.Schema, stop);
        var news = new List<string>();
        foreach (var (name, text) in assemblies.SelectMany(Scripts))
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            if (applied.TryGetValue(name, out var before))
            {
                if (before != checksum)
                    throw new InvalidOperationException(
                        $"Migration {name} of schema {owner.Schema} was changed after it had been applied. Add a new one instead."
                    );
                continue;
            }
            await Execute(connection, text.Replace("{schema}", owner.Schema).Replace("{role}", owner.Role), stop);
            await using var note = new NpgsqlCommand($"INSERT INTO {owner.Schema}.migrations (name, checksum) VALUES ($1, $2)", connection)
            {
                Parameters =
                {
                    new() { Value = name },
                    new() { Value = checksum },
                },
            };
            await note.ExecuteNonQueryAsync(stop);
            news.Add(name);
        }
        await transaction.CommitAsync(stop);
        return news;
    }

    static async Task Prepare(NpgsqlConnection connection, SchemaOwner owner, CancellationToken stop)
    {
        foreach (var name in new[] { owner.Schema, owner.Role })
            if (!name.All(c => c is >= 'a' and <= 'z' or '_'))
                throw new ArgumentException($"'{name}' is no plain lower-case SQL name.", nameof(owner));
        var password = owner.Password.Replace("'", "''");
        await Execute(
            connection,
            $"""
            -- Roles are one for all databases of a server: another of them may be prepared in the same moment, and then this one waits and looks again.
            DO $role$ BEGIN
                FOR attempt IN 1..{RoleAttempts} LOOP
                    BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{owner.Role}') THEN
                            CREATE ROLE {owner.Role} LOGIN;
                        END IF;
                        ALTER ROLE {owner.Role} LOGIN PASSWORD '{password}';
                        ALTER ROLE {owner.Role} SET search_path = {owner.Schema};
                        ALTER ROLE {owner.Role} SET lock_timeout = '30s';
                        ALTER ROLE {owner.Role} SET idle_in_transaction_session_timeout = '120s';
                        EXIT;
                    EXCEPTION WHEN unique_violation OR duplicate_object OR internal_error THEN
                        IF attempt = {RoleAttempts} THEN RAISE; END IF;
                    END;
                END LOOP;
            END $role$;
            CREATE SCHEMA IF NOT EXISTS {owner.Schema};
            GRANT USAGE ON SCHEMA {owner.Schema} TO {owner.Role};
            SET LOCAL search_path = {owner.Schema};
            CREATE TABLE IF NOT EXISTS {owner.Schema}.migrations
                (name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT clock_timestamp());
            """,
            stop
        );
    }

    static async Task<Dictionary<string, string>> Applied(NpgsqlConnection connection, string schema, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand($"SELECT name, checksum FROM {schema}.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var applied = new Dictionary<string, string>();
        while (await reader.ReadAsync(stop))
            applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    static IEnumerable<(string Name, string Text)> Scripts(Assembly assembly)
    {
        const string folder = ".Migrations.";
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.Contains(folder) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (
                assembly.GetName().Name + ":" + resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..],
                reader.ReadToEnd()
            );
        }
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(stop);
    }
}
