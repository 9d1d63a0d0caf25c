using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>Maps, holds, supersedes and gives back, as <c>MapTransactionsConsumer</c>, <c>ReverseOriginalsConsumer</c>, <c>Decisions</c>,
/// <c>MappingStore</c>, <c>HeldStore</c> and <c>GivenBackStore</c> do, and publishes rule sets as <c>RuleSetRoutes</c> does.</summary>
sealed class TransformationTwin(World world) : ServiceTwin(world, "transformation")
{
    /// <summary>How long a process goes on with the rules it knows, and how long what is held waits to be retried after a publication.</summary>
    static readonly TimeSpan CacheFor = TimeSpan.FromSeconds(2);
    static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(3);

    readonly Table<TransactionName, TransactionState> states = new(world.TablesOf("transformation"));
    readonly Table<TransactionName, HeldItem> held = new(world.TablesOf("transformation"));
    readonly Table<(TransactionName Name, int Revision), GivenBackRow> givenBack = new(world.TablesOf("transformation"));
    readonly Table<int, RuleSet> published = new(world.TablesOf("transformation"));

    /// <summary>What two processes remember of the rules.</summary>
    readonly (RuleBook? Book, DateTimeOffset Until)[] caches = new (RuleBook?, DateTimeOffset)[2];

    readonly HashSet<TransactionKey> contradicted = [];

    public IReadOnlyCollection<TransactionKey> Contradicted => contradicted;
    public IReadOnlyDictionary<TransactionName, TransactionState> States => states.ByKey;
    public IReadOnlyDictionary<TransactionName, HeldItem> Held => held.ByKey;
    public IReadOnlyDictionary<(TransactionName Name, int Revision), GivenBackRow> GivenBack => givenBack.ByKey;

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
        if (message is OriginalsBrought brought)
            Reverse(brought.Items);
        else
            Map(((SourceTransactionsReceived)message).Items);
    }

    void Map(IReadOnlyList<ReceivedTransaction> items)
    {
        var work = new MappedEnvelope(World.Organisation, KnownRules(), World.Now);
        // Sessions take turns here as the lock of <c>RuleBooks.ToHoldBy</c> makes them.
        if (work.WouldHold(items))
            work = new MappedEnvelope(World.Organisation, Published(), World.Now);
        var alone = work.MapAlone(items);
        var claimed = alone.Where(pair => states.Insert(pair.Key, pair.Value.State)).Select(pair => pair.Key).ToHashSet();
        work.TakeNew(alone, claimed);
        Take(work, [.. items.Where(item => !claimed.Contains(TransactionName.Of(item)))]);
    }

    void Reverse(IReadOnlyList<BroughtOriginal> items)
    {
        var originals = new Originals();
        foreach (var item in items)
        {
            var name = new TransactionName(item.Source, item.Original.Id);
            if (states.Find(name) is not { MappedRevision: { } standing, Rules: { } rules } || standing != item.Original.Revision)
                continue;
            originals.Add(name, new Original(item.Original.ToDomain(), Published().Find(rules.Set, rules.Version)!, []), GivenBackOf(name));
        }
        var refunds = items.Select(item => held.Find(new TransactionName(item.Source, item.Id))?.Item).OfType<ReceivedTransaction>().Distinct();
        Take(new MappedEnvelope(World.Organisation, Published(), World.Now, originals), [.. refunds]);
    }

    /// <summary>As <c>GivenBackStore.Of</c>, in the order in which it was decided.</summary>
    IReadOnlyList<GivenBackRow> GivenBackOf(TransactionName original) =>
        [.. givenBack.Rows.Where(row => row.Original == original.Id && states.Find(row.Name)?.MappedRevision == row.Revision)];

    /// <summary>No original of the simulation is revised, so nothing is compared and nothing released; that has tests of its own.</summary>
    void Take(MappedEnvelope work, IReadOnlyList<ReceivedTransaction> known)
    {
        var before = known.Select(TransactionName.Of).Distinct().ToDictionary(name => name, name => states.Find(name)?.MappedRevision);
        var changed = work.Revise(known, states.ByKey, before.Keys.ToDictionary(name => name, GivenBackOf));
        foreach (var (name, state) in changed)
            states.Put(name, state);
        foreach (var name in work.DecidedAnew)
            held.Remove(name);
        foreach (var item in work.StillHeld())
            if (!held.Insert(TransactionName.Of(item.Item), item))
                throw new InvalidOperationException($"{item.Item.Transaction.Id} is held already: the table's key refuses it.");
        foreach (var row in work.GivenBack)
            if (!givenBack.Insert((row.Name, row.Revision), row))
                throw new InvalidOperationException($"{row.Name.Id} gave something back already: the table's key refuses it.");
        List<HeldItem> waiting = [.. work.StillHeld().Where(item => item.WantsOriginal)];
        foreach (var item in waiting)
            states.Insert(TransactionName.OfOriginal(item.Item)!.Value, TransactionState.Undecided);
        var woken = changed
            .Where(pair => pair.Value.MappedRevision is not null && pair.Value.MappedRevision != before[pair.Key])
            .Select(pair => pair.Key);
        if (World.Without != Without.WakingRefunds)
            waiting.AddRange(
                woken.SelectMany(name => held.Rows.Where(item => item.WaitsFor is not null && TransactionName.OfOriginal(item.Item) == name))
            );
        var wanted = waiting
            .Select(item => item.Item)
            .DistinctBy(TransactionName.Of)
            .Where(item => states.Find(TransactionName.OfOriginal(item)!.Value)!.MappedRevision is not null)
            .ToList();
        if (wanted.Count > 0)
            Announce(new BringOriginals { Organisation = World.Organisation, Items = [.. wanted.Select(Wanted)] });
        var news = work.News(wanted.Select(TransactionName.Of).ToHashSet());
        Announce(news.Post);
        Announce(news.Reverse);
        Announce(news.Held);
        Announce(news.Superseded);
        foreach (var asserted in news.Asserted)
            Announce(asserted);
    }

    OriginalToBring Wanted(ReceivedTransaction item) =>
        new()
        {
            Source = item.Transaction.Source,
            Id = item.Transaction.Id,
            Original = item.Transaction.RelatedTo!,
            OriginalRevision = states.Find(TransactionName.OfOriginal(item)!.Value)!.MappedRevision!.Value,
        };

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
