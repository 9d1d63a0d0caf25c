using System.Collections.Concurrent;
using System.Text.Json;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <param name="WebhookSecrets">Any of them may have signed: while a secret is rotated, both are valid.</param>
/// <param name="ApiKey">For reading objects from the source; null when the source is never asked.</param>
public sealed record ConnectionSecrets(IReadOnlyList<string> WebhookSecrets, string? ApiKey);

public sealed record Connection(string Name, string Organisation, string SourceSystem, Uri? BaseAddress, ConnectionSecrets Secrets);

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

    public static string Address(string organisation, string connection) => FieldAddress.Of(organisation, "connections", "secrets", connection);

    async Task<Connection?> Read(string name, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT organisation, source_system, base_address, secrets FROM ingestion.connections WHERE connection = $1"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop))
            return null;
        var organisation = reader.GetString(0);
        var system = reader.GetString(1);
        var address = await reader.IsDBNullAsync(2, stop) ? null : new Uri(reader.GetString(2));
        var secrets = await keys.Decrypt(organisation, reader.GetFieldValue<byte[]>(3), Address(organisation, name), stop);
        return new Connection(name, organisation, system, address, JsonSerializer.Deserialize<ConnectionSecrets>(secrets)!);
    }
}
