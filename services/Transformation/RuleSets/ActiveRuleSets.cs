using System.Collections.Concurrent;
using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>The rule set that an organisation's transactions are mapped with: its highest published version. A version that was
/// published is used within <see cref="CacheFor"/>.</summary>
public sealed class ActiveRuleSets([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time)
{
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(2);
    readonly ConcurrentDictionary<string, (RuleSet? Set, string? Hash, DateTimeOffset Until)> cache = new();

    /// <returns>Null when the organisation has published none.</returns>
    public async ValueTask<RuleSet?> For(string organisation, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var known = cache.GetValueOrDefault(organisation);
        if (known.Until > now)
            return known.Set;
        await using var session = await Session.Begin(database, organisation, stop);
        return await Read(session, organisation, stop);
    }

    /// <summary>The set that is published now, to hold something by. A publication sends on what is held, so until this session ends it waits:
    /// nothing is held for want of a rule that has just been published.</summary>
    public async Task<RuleSet?> ToHoldBy(Session session, string organisation, CancellationToken stop)
    {
        await RuleSetStore.LockForHolding(session, stop);
        return await Read(session, organisation, stop);
    }

    async Task<RuleSet?> Read(Session session, string organisation, CancellationToken stop)
    {
        var known = cache.GetValueOrDefault(organisation);
        var (hash, content, name) = await RuleSetStore.Latest(session, stop);
        var set = hash is null || hash == known.Hash ? known.Set : Parse(content!, name!);
        cache[organisation] = (set, hash, time.GetUtcNow() + CacheFor);
        return set;
    }

    static RuleSet Parse(string content, string name) =>
        RuleSetFile.Parse(content, name) switch
        {
            RuleSetFileResult.Read(var set) => set,
            RuleSetFileResult.Refused(var errors) => throw new InvalidDataException(
                $"The published rule set {name} cannot be read: {string.Join(' ', errors)}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
