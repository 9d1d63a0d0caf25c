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
        var changed = work.Revise(known, states);
        if (changed.Count > 0)
            await MappingStore.Store(session, changed, now, stop);
        // What was new just now cannot have been held before.
        await held.Replace(session, [.. work.DecidedAnew], work.StillHeld(), now, stop);
        await GivenBackStore.Add(session, work.GivenBack, now, stop);
        var wanted = Awaited(work, name => changed.GetValueOrDefault(name) ?? states.GetValueOrDefault(name));
        wanted.AddRange(await Awaiting(changed, states, stop));
        if (wanted.Count > 0)
            outbox.Add(new BringOriginals { Organisation = session.Organisation!, Items = [.. wanted.DistinctBy(item => (item.Source, item.Id))] });
        Tell(work, wanted.Select(item => new TransactionName(item.Source, item.Id)).ToHashSet());
    }

    /// <summary>The originals of what is held for want of them, as far as they are in the books.</summary>
    static List<OriginalToBring> Awaited(MappedEnvelope work, Func<TransactionName, TransactionState?> stateOf) =>
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
