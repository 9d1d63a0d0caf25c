using System.Collections.Concurrent;
using System.Text.Json;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <param name="WebhookSecrets">Any of them may have signed: while a secret is rotated, both are valid.</param>
/// <param name="ApiKey">For reading objects from the source; null when the source is never asked.</param>
public sealed record ConnectionSecrets(IReadOnlyList<string> WebhookSecrets, string? ApiKey);

/// <param name="BaseAddress">Of the source's interface; null for the vendor's own.</param>
/// <param name="WebhookAddress">Where the vendor was told to send, to the letter, for vendors that sign it; null when that is the address
/// that arrives here, which behind a reverse proxy it is not.</param>
public sealed record Connection(
    string Name,
    string Organisation,
    string SourceSystem,
    Uri? BaseAddress,
    Uri? WebhookAddress,
    ConnectionSecrets Secrets
);

/// <summary>The vendor accounts that send to us. A change is seen within <see cref="CacheFor"/>.</summary>
sealed class Connections([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, DataKeys keys, TimeProvider time)
{
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(15);
    readonly ConcurrentDictionary<string, (Connection Connection, DateTimeOffset Until)> cache = new();

    public async Task<Connection?> Find(string name, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (cache.TryGetValue(name, out var known) && known.Until > now)
            return known.Connection;
        var connection = await Read(name, stop);
        if (connection is not null)
            cache[name] = (connection, now + CacheFor);
        return connection;
    }

    /// <summary>That by which a source of the organisation is told: the one whose transactions bear this as their source.</summary>
    public async Task<Connection?> OfSource(string organisation, string source, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT connection FROM ingestion.connections WHERE organisation = $1 AND coalesce(source, connection) = $2"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        return await command.ExecuteScalarAsync(stop) is string name ? await Find(name, stop) : null;
    }

    public static string Address(string organisation, string connection) => FieldAddress.Of(organisation, "connections", "secrets", connection);

    async Task<Connection?> Read(string name, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT organisation, source_system, base_address, webhook_address, secrets FROM ingestion.connections WHERE connection = $1"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop))
            return null;
        var organisation = reader.GetString(0);
        var system = reader.GetString(1);
        var baseAddress = await reader.IsDBNullAsync(2, stop) ? null : new Uri(reader.GetString(2));
        var webhookAddress = await reader.IsDBNullAsync(3, stop) ? null : new Uri(reader.GetString(3));
        var secrets = await keys.Decrypt(organisation, reader.GetFieldValue<byte[]>(4), Address(organisation, name), stop);
        return new Connection(name, organisation, system, baseAddress, webhookAddress, JsonSerializer.Deserialize<ConnectionSecrets>(secrets)!);
    }
}
