using System.Collections.Concurrent;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Access;

/// <summary>Whose key it is and what it may do: source (send transactions), finance (read and decide), operator (both, and set up).</summary>
public sealed record Principal(string Organisation, string Role, string KeyName);

/// <summary>Knows API keys by their hashes. A revoked key is refused within <see cref="CacheFor"/>.</summary>
sealed class Credentials([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time)
{
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(15);
    const int MaxCached = 10_000;

    readonly ConcurrentDictionary<string, (Principal? Principal, DateTimeOffset Until)> cache = new();

    /// <param name="authorization">The header's value: <c>Bearer acs_…</c>.</param>
    public async Task<Principal?> Authenticate(string? authorization, CancellationToken stop)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
            return null;
        var key = authorization["Bearer ".Length..].Trim();
        if (!ApiKey.HasShape(key))
            return null;
        var hash = ApiKey.Hash(key);
        var cacheKey = Convert.ToHexString(hash);
        var now = time.GetUtcNow();
        if (cache.TryGetValue(cacheKey, out var known) && known.Until > now)
            return known.Principal;
        var principal = await Find(hash, stop);
        if (cache.Count >= MaxCached)
            cache.Clear();
        cache[cacheKey] = (principal, now + CacheFor);
        return principal;
    }

    async Task<Principal?> Find(byte[] hash, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "SELECT organisation, role, name FROM ingestion.api_keys WHERE key_hash = $1 AND revoked_at IS NULL"
        );
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? new Principal(reader.GetString(0), reader.GetString(1), reader.GetString(2)) : null;
    }
}
