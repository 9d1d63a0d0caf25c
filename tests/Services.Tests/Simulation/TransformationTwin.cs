using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Maps, holds and supersedes, as <c>MapTransactionsConsumer</c>, <c>MappingStore</c> and <c>HeldStore</c> do, and publishes rule sets
/// as <c>RuleSetRoutes</c> does.</summary>
sealed class TransformationTwin(World world) : ServiceTwin(world, "transformation")
{
    /// <summary>How long a process goes on with the rules it knows, and how long what is held waits to be retried after a publication.</summary>
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    readonly Table<TransactionName, TransactionState> states = new(world.TablesOf("transformation"));
    readonly Table<TransactionName, HeldItem> held = new(world.TablesOf("transformation"));
    readonly Table<int, RuleSet> published = new(world.TablesOf("transformation"));

    /// <summary>What two processes remember of the rules.</summary>
    readonly (RuleBook? Book, DateTimeOffset Until)[] caches = new (RuleBook?, DateTimeOffset)[2];

    readonly HashSet<TransactionKey> contradicted = [];

    public IReadOnlyCollection<TransactionKey> Contradicted => contradicted;
    public IReadOnlyDictionary<TransactionName, TransactionState> States => states.ByKey;
    public IReadOnlyDictionary<TransactionName, HeldItem> Held => held.ByKey;

    public bool Publish(RuleSet set)
    {
        World.Trace?.Add($"{set.Name} {set.Version} is published");
        return Survives(() =>
        {
            if (published.Insert(set.Version, set) && held.Count > 0)
                Announce(
                    new SourceTransactionsReceived { Organisation = World.Organisation, Items = [.. held.Rows.Select(row => row.Item)] },
                    RetryAfter
                );
            Commit("publish-rules");
        });
    }

    protected override void Handle(object message)
    {
        var items = ((SourceTransactionsReceived)message).Items;
        var work = new MappedEnvelope(World.Organisation, KnownRules(), World.Now);
        // Sessions take turns here as the lock of <c>RuleBooks.ToHoldBy</c> makes them.
        if (work.WouldHold(items))
            work = new MappedEnvelope(World.Organisation, Published(), World.Now);
        var alone = work.MapAlone(items);
        var claimed = alone.Where(pair => states.Insert(pair.Key, pair.Value.State)).Select(pair => pair.Key).ToHashSet();
        work.TakeNew(alone, claimed);
        var changed = work.Revise([.. items.Where(item => !claimed.Contains(TransactionName.Of(item)))], states.ByKey);
        foreach (var (name, state) in changed)
            states.Put(name, state);
        foreach (var name in work.DecidedAnew)
            held.Remove(name);
        foreach (var item in work.StillHeld())
            if (!held.Insert(TransactionName.Of(item.Item), item))
                throw new InvalidOperationException($"{item.Item.Transaction.Id} is held already: the table's key refuses it.");
        var news = work.News();
        Announce(news.Post);
        Announce(news.Reverse);
        Announce(news.Held);
        Announce(news.Superseded);
    }

    /// <summary>Another entry for the same transaction, revision and part: a mistake that the ledger must refuse and tell.</summary>
    public void Contradict(JournalEntry entry)
    {
        var other = (entry with { Description = "something else" }).ToData();
        World.Trace?.Add($"a mistake: another entry for {Describe.Origin(entry.Origin)}");
        contradicted.Add(new TransactionKey(other.Source, other.TransactionId, other.Revision));
        Announce(new PostJournalEntries { Organisation = World.Organisation, Items = [new EntryToPost { ReceivedAt = World.Now, Entry = other }] });
        Tables.Commit();
    }

    RuleBook Published() => new(published.Rows);

    RuleBook KnownRules()
    {
        var process = World.Dice.Below(caches.Length);
        if (caches[process].Book is null || caches[process].Until <= World.Now)
            caches[process] = (Published(), World.Now + CacheFor);
        return caches[process].Book!;
    }

    protected override void Forget() => Array.Clear(caches);
}
