using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.GiveBack;
using AccountingSync.Transformation.Held;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>Stores and tells what is decided about an envelope's items, in the session that they came by.</summary>
sealed class Decisions(Session session, Outbox outbox, HeldStore held, ILogger log)
{
    /// <param name="known">Items of transactions about which something is known, or that wait for one another.</param>
    /// <param name="states">What is known of them, and of what they would give back a part of. Their rows are locked.</param>
    public async Task Take(
        MappedEnvelope work,
        IReadOnlyList<ReceivedTransaction> known,
        IReadOnlyDictionary<TransactionName, TransactionState> states,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var parts = await PartsOfRevised(known, states, stop);
        var changed = work.Revise(known, states, parts);
        if (changed.Count > 0)
            await MappingStore.Store(session, changed, now, stop);
        // What was new just now cannot have been held before.
        await held.Replace(session, [.. work.DecidedAnew], work.StillHeld(), outbox.Lane, now, stop);
        await GivenBackStore.Add(session, work.GivenBack, now, stop);
        var wanted = Awaited(work, outbox.Lane, name => changed.GetValueOrDefault(name) ?? states.GetValueOrDefault(name));
        wanted.AddRange(await Awaiting(changed, states, stop));
        List<OriginalToBring> asked = [.. wanted.DistinctBy(item => (item.Source, item.Id)), .. ToCompare(known, changed, parts)];
        foreach (var bundle in asked.Chunk(Bundles.MostItems))
            outbox.Add(new BringOriginals { Organisation = session.Organisation!, Items = bundle });
        await ReleaseContradicted(changed, states, stop);
        Tell(work, wanted.Select(item => new TransactionName(item.Source, item.Id)).ToHashSet());
    }

    /// <summary>What was given back of those of which a later revision than the one that stands has come.</summary>
    async Task<IReadOnlyDictionary<TransactionName, IReadOnlyList<GivenBackRow>>> PartsOfRevised(
        IReadOnlyList<ReceivedTransaction> known,
        IReadOnlyDictionary<TransactionName, TransactionState> states,
        CancellationToken stop
    )
    {
        List<TransactionName> revised =
        [
            .. known
                .Where(item => item.Transaction.Revision > states.GetValueOrDefault(TransactionName.Of(item))?.MappedRevision)
                .Select(TransactionName.Of)
                .Distinct(),
        ];
        return revised.Count == 0 ? new Dictionary<TransactionName, IReadOnlyList<GivenBackRow>>() : await GivenBackStore.Of(session, revised, stop);
    }

    /// <summary>What was given back of another revision than the one that stands now.</summary>
    IEnumerable<OriginalToBring> ToCompare(
        IReadOnlyList<ReceivedTransaction> known,
        IReadOnlyDictionary<TransactionName, TransactionState> changed,
        IReadOnlyDictionary<TransactionName, IReadOnlyList<GivenBackRow>> parts
    ) =>
        from pair in parts
        let standing = changed.GetValueOrDefault(pair.Key)?.MappedRevision
        where standing is not null
        from row in pair.Value
        where row.OriginalRevision != standing
        select new OriginalToBring
        {
            TraceParent = known.FirstOrDefault(item => TransactionName.Of(item) == pair.Key)?.TraceParent,
            Source = row.Name.Source,
            Id = row.Name.Id,
            Original = row.Original,
            OriginalRevision = standing!.Value,
            IsHistory = outbox.Lane == Lane.Batch,
            Revision = row.Revision,
            FormerRevision = row.OriginalRevision,
        };

    /// <summary>A revision that had less than was given back is decided again when something that gave back is revised, also where that now gives back of another.</summary>
    async Task ReleaseContradicted(
        IReadOnlyDictionary<TransactionName, TransactionState> changed,
        IReadOnlyDictionary<TransactionName, TransactionState> before,
        CancellationToken stop
    )
    {
        var replaced = new List<(TransactionName, int)>();
        foreach (var (name, state) in changed)
            if (before.GetValueOrDefault(name)?.MappedRevision is { } was && state.MappedRevision is { } now && now != was)
                replaced.Add((name, was));
        if (replaced.Count == 0)
            return;
        var rows = await GivenBackStore.Decided(session, replaced, stop);
        List<TransactionName> originals = [.. rows.Select(row => new TransactionName(row.Name.Source, row.Original)).Distinct()];
        if (originals.Count > 0)
            HeldRoutes.Send(outbox, session.Organisation!, await held.Contradicted(session, originals, stop));
    }

    /// <summary>The originals of what is held for want of them, as far as they are in the books.</summary>
    static List<OriginalToBring> Awaited(MappedEnvelope work, Lane lane, Func<TransactionName, TransactionState?> stateOf) =>
        [
            .. work.StillHeld()
                .Where(item => item.WantsOriginal)
                .Select(item => (item.Item, Revision: stateOf(TransactionName.OfOriginal(item.Item)!.Value)?.MappedRevision))
                .Where(pair => pair.Revision is not null)
                .Select(pair => new OriginalToBring
                {
                    TraceParent = pair.Item.TraceParent,
                    Source = pair.Item.Transaction.Source,
                    Id = pair.Item.Transaction.Id,
                    Original = pair.Item.Transaction.RelatedTo!,
                    OriginalRevision = pair.Revision!.Value,
                    IsHistory = lane == Lane.Batch,
                }),
        ];

    /// <summary>What waits for those of which an entry stands now.</summary>
    async Task<IReadOnlyList<OriginalToBring>> Awaiting(
        IReadOnlyDictionary<TransactionName, TransactionState> changed,
        IReadOnlyDictionary<TransactionName, TransactionState> before,
        CancellationToken stop
    )
    {
        var standing = changed
            .Where(pair => pair.Value.MappedRevision is not null && pair.Value.MappedRevision != before.GetValueOrDefault(pair.Key)?.MappedRevision)
            .ToDictionary(pair => pair.Key, pair => pair.Value.MappedRevision!.Value);
        return standing.Count == 0 ? [] : await HeldStore.WaitingFor(session, standing, stop);
    }

    void Tell(MappedEnvelope work, IReadOnlySet<TransactionName> onTheirWay)
    {
        var news = work.News(onTheirWay);
        if (news.Post is { } post)
            outbox.Add(post);
        if (news.Reverse is { } reverse)
            outbox.Add(reverse);
        if (news.Held is { } holds)
            outbox.Add(holds);
        if (news.Superseded is { } superseded)
            outbox.Add(superseded);
        foreach (var asserted in news.Asserted)
            outbox.Add(asserted);
        ItemLog.Tell(
            log,
            LogLevel.Warning,
            session.Organisation!,
            "held",
            [
                .. work
                    .Held.Where(item => !onTheirWay.Contains(TransactionName.Of(item.Item)))
                    .Select(item => (((IIdentified)item.Item).Identity, (string?)item.Code)),
            ]
        );
    }
}
