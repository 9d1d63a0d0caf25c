using System.Collections.Concurrent;
using AccountingSync.Accounting.Rules;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Transformation.RuleSets;

/// <summary>The rules that organisations have published, read when they are asked for. A version that was published is used within
/// <see cref="CacheFor"/>.</summary>
public sealed class RuleBooks([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time)
{
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(2);
    readonly ConcurrentDictionary<string, Known> cache = new();

    /// <param name="Versions">By hash, so that each is parsed once.</param>
    sealed record Known(RuleBook Book, IReadOnlyDictionary<string, RuleSet> Versions, DateTimeOffset Until);

    public async ValueTask<RuleBook> For(string organisation, CancellationToken stop)
    {
        if (cache.GetValueOrDefault(organisation) is { } known && known.Until > time.GetUtcNow())
            return known.Book;
        await using var session = await Session.Begin(database, organisation, stop);
        return await Read(session, stop);
    }

    /// <summary>The rules that are published now, to hold something by. A publication sends on what is held, so until this session ends it waits:
    /// nothing is held for want of a rule that has just been published.</summary>
    public async Task<RuleBook> ToHoldBy(Session session, CancellationToken stop)
    {
        await RuleSetStore.LockForHolding(session, stop);
        return await Read(session, stop);
    }

    /// <summary>What is published now.</summary>
    public async Task<RuleBook> Read(Session session, CancellationToken stop)
    {
        var known = cache.GetValueOrDefault(session.Organisation!);
        var published = await RuleSetStore.Hashes(session, stop);
        var versions = known?.Versions;
        var book = known?.Book;
        if (versions is null || book is null || !versions.Keys.ToHashSet().SetEquals(published))
        {
            var old = versions ?? new Dictionary<string, RuleSet>();
            var read = await RuleSetStore.Contents(session, [.. published.Where(hash => !old.ContainsKey(hash))], stop);
            versions = published.ToDictionary(hash => hash, hash => old.GetValueOrDefault(hash) ?? Parse(read[hash]));
            book = new RuleBook(versions.Values);
        }
        cache[session.Organisation!] = new Known(book, versions, time.GetUtcNow() + CacheFor);
        return book;
    }

    static RuleSet Parse((string Name, string Content) published) =>
        RuleSetFile.Parse(published.Content, published.Name) switch
        {
            RuleSetFileResult.Read(var set) => set,
            RuleSetFileResult.Refused(var errors) => throw new InvalidDataException(
                $"The published rule set {published.Name} cannot be read: {string.Join(' ', errors)}"
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
