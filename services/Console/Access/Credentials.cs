using System.Collections.Concurrent;
using AccountingSync.Console.Neighbours;
using AccountingSync.Security;

namespace AccountingSync.Console.Access;

/// <summary>Asks Ingestion whose key it is, and remembers the answer for <see cref="CacheFor"/>. While Ingestion does not answer,
/// a key that it knew a short while ago is still good, so that people can see what the other services have to say.</summary>
public sealed class Credentials(Ingestion ingestion, TimeProvider time)
{
    public static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan TrustWhileUnreachable = TimeSpan.FromMinutes(5);
    const int MaxCached = 10_000;

    readonly ConcurrentDictionary<string, (Principal? Principal, DateTimeOffset AskedAt)> cache = new();

    /// <param name="authorization">The header's value: <c>Bearer acs_…</c>.</param>
    /// <returns>Null when it is no valid key.</returns>
    /// <exception cref="NeighbourUnavailableException">It is not known whether it is.</exception>
    public async Task<Principal?> Authenticate(string? authorization, CancellationToken stop)
    {
        if (authorization is null || !authorization.StartsWith("Bearer ", StringComparison.Ordinal))
            return null;
        var key = authorization["Bearer ".Length..].Trim();
        if (!ApiKey.HasShape(key))
            return null;
        var hash = Convert.ToHexString(ApiKey.Hash(key));
        var now = time.GetUtcNow();
        var known = cache.TryGetValue(hash, out var answer);
        if (known && answer.AskedAt + CacheFor > now)
            return answer.Principal;
        try
        {
            var principal = await ingestion.Authenticate($"Bearer {key}", stop);
            if (cache.Count >= MaxCached)
                cache.Clear();
            cache[hash] = (principal, now);
            return principal;
        }
        catch (NeighbourUnavailableException) when (known && answer.Principal is not null && answer.AskedAt + TrustWhileUnreachable > now)
        {
            return answer.Principal;
        }
    }
}
