using System.Text.Json;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;
using NpgsqlTypes;

namespace AccountingSync.PlatformSync.Connect;

/// <summary>One organisation's account at one platform. Settings and secrets are the platform's own, by name.</summary>
sealed record PlatformConnection(
    string Organisation,
    string Connection,
    string Platform,
    IReadOnlyDictionary<string, string> Settings,
    DateTimeOffset ActiveSince,
    DateTimeOffset ChangesUntil
)
{
    /// <summary>Whether the entry is to be written there.</summary>
    public bool Expects(PostedEntry entry) => entry.PostedAt >= ActiveSince;

    /// <summary>Checked when the connection is made or changed.</summary>
    public Granularity Granularity { get; } = Granularity.Of(Settings);

    /// <summary>How long after we gave up on an answer the platform may still write the entry. QuickBooks works for 120 seconds at most, and a
    /// process that lost its turn and does not know it may let a call wait for 90 before it goes out.</summary>
    public TimeSpan SettleTime =>
        TimeSpan.FromSeconds(double.Parse(Settings.GetValueOrDefault("settle_seconds", "220"), System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>How long after it was noted a push may still be sent. What is left of the settle time is the platform's to work in: a
    /// sender that stood still for longer must not send, because a look-up may have counted on that.</summary>
    public TimeSpan SendWithin => SettleTime / 2 < LongestWait ? SettleTime / 2 : LongestWait;

    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(90);
}

/// <summary>The statements on connections.</summary>
sealed class ConnectionStore([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, DataKeys keys)
{
    const string Columns = "organisation, connection, platform, settings::text, active_since, changes_until";

    public async Task<IReadOnlyList<PlatformConnection>> All(CancellationToken stop)
    {
        await using var command = database.CreateCommand($"SELECT {Columns} FROM platform.connections ORDER BY organisation, connection");
        return await Read(command, stop);
    }

    public async Task<IReadOnlyList<PlatformConnection>> Of(Session session, string organisation, CancellationToken stop)
    {
        await using var command = session.Command($"SELECT {Columns} FROM platform.connections WHERE organisation = $1 ORDER BY connection");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        return await Read(command, stop);
    }

    static async Task<IReadOnlyList<PlatformConnection>> Read(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var connections = new List<PlatformConnection>();
        while (await reader.ReadAsync(stop))
            connections.Add(
                new PlatformConnection(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(3))!,
                    reader.GetFieldValue<DateTimeOffset>(4),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        return connections;
    }

    /// <returns>False when the connection exists with another platform.</returns>
    public async Task<bool> Put(Session session, PlatformConnection connection, IReadOnlyDictionary<string, string> secrets, CancellationToken stop)
    {
        await using var command = session.Command(
            """
            INSERT INTO platform.connections (organisation, connection, platform, settings, secrets, active_since, changes_until)
            VALUES ($1, $2, $3, $4, $5, $6, $6)
            ON CONFLICT (organisation, connection) DO UPDATE SET settings = excluded.settings, secrets = excluded.secrets
            WHERE platform.connections.platform = excluded.platform
            """
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Connection });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Platform });
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(connection.Settings), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(
            new NpgsqlParameter<byte[]> { TypedValue = await Encrypt(connection.Organisation, connection.Connection, secrets, stop) }
        );
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = connection.ActiveSince.ToUniversalTime() });
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    /// <summary>Reads the secrets and keeps the row locked until the session ends, so that one refresher works at a time.</summary>
    public async Task<Dictionary<string, string>> LockSecrets(Session session, string organisation, string connection, CancellationToken stop)
    {
        await using var command = session.Command("SELECT secrets FROM platform.connections WHERE organisation = $1 AND connection = $2 FOR UPDATE");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        return await command.ExecuteScalarAsync(stop) is byte[] secrets
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(
                await keys.Decrypt(organisation, secrets, Address(organisation, connection), stop)
            )!
            : [];
    }

    public async Task StoreSecrets(
        Session session,
        string organisation,
        string connection,
        IReadOnlyDictionary<string, string> secrets,
        CancellationToken stop
    )
    {
        await using var command = session.Command("UPDATE platform.connections SET secrets = $3 WHERE organisation = $1 AND connection = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = await Encrypt(organisation, connection, secrets, stop) });
        await command.ExecuteNonQueryAsync(stop);
    }

    public static async Task ChangesKnownUntil(Session session, PlatformConnection connection, DateTimeOffset until, CancellationToken stop)
    {
        await using var command = session.Command("UPDATE platform.connections SET changes_until = $3 WHERE organisation = $1 AND connection = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = connection.Connection });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until.ToUniversalTime() });
        await command.ExecuteNonQueryAsync(stop);
    }

    async Task<byte[]> Encrypt(string organisation, string connection, IReadOnlyDictionary<string, string> secrets, CancellationToken stop) =>
        (await keys.For(organisation, stop)).Encrypt(JsonSerializer.SerializeToUtf8Bytes(secrets), Address(organisation, connection));

    static string Address(string organisation, string connection) => FieldAddress.Of(organisation, "connections", "secrets", connection);
}
