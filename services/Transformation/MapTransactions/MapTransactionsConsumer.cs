using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>Turns an envelope of source transactions into entries to post. What no rule maps is held, visibly; a later revision
/// takes back the entry of the one before it; what gives back a part of another transaction waits until that has been brought.</summary>
public sealed class MapTransactionsConsumer(
    Session session,
    Outbox outbox,
    RuleBooks books,
    HeldStore held,
    TimeProvider time,
    ILogger<MapTransactionsConsumer> log
) : EnvelopeConsumer<SourceTransactionsReceived, ReceivedTransaction>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<ReceivedTransaction> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "map transaction",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Transaction.Source).SetTag("accountingsync.transaction", item.Transaction.Id)
        );
        var now = time.GetUtcNow();
        var work = new MappedEnvelope(organisation, await books.For(organisation, stop), now);
        // Known rules may be two seconds old, which matters only for what they do not map.
        if (work.WouldHold(items))
            work = new MappedEnvelope(organisation, await books.ToHoldBy(Session, stop), now);
        var alone = work.MapAlone(items);
        var awaited = work.Awaited(items);
        // An original that has not come gets a row, which it finds when it does: so neither can pass the other unseen.
        var rows = alone.ToDictionary(pair => pair.Key, pair => pair.Value.State);
        foreach (var original in awaited)
            rows.TryAdd(original, TransactionState.Undecided);
        var claimed = await MappingStore.Claim(Session, rows, now, stop);
        claimed.IntersectWith(alone.Keys);
        work.TakeNew(alone, claimed);
        List<ReceivedTransaction> known = [.. items.Where(item => !claimed.Contains(TransactionName.Of(item)))];
        List<TransactionName> names = [.. known.Select(TransactionName.Of).Union(awaited)];
        var states = names.Count == 0 ? [] : await MappingStore.ClaimOrLock(Session, names, now, stop);
        await new Decisions(Session, Outbox, held, log).Take(work, known, states, now, stop);
    }
}
