using System.Diagnostics;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>Turns an envelope of source transactions into entries to post. What no rule maps is held, visibly; a later revision
/// takes back the entry of the one before it.</summary>
public sealed class MapTransactionsConsumer(
    Session session,
    Outbox outbox,
    ActiveRuleSets ruleSets,
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
        var rules = await ruleSets.For(organisation, stop);
        var work = new MappedEnvelope(organisation, now);
        var known = await StoreNew(items, item => Map(item.Transaction.ToDomain(), rules, organisation), work, now, stop);
        var changed = known.Count == 0 ? [] : await Revise(known, item => Map(item.Transaction.ToDomain(), rules, organisation), work, now, stop);
        // What was new just now cannot have been held before.
        await held.Replace(Session, changed, work.StillHeld(), now, stop);
        work.Announce(Outbox);
    }

    /// <summary>Nearly all are new and the only revision of theirs in the envelope: those are mapped first, and stored as decided by
    /// the very insert that claims them.</summary>
    /// <returns>The others.</returns>
    async Task<IReadOnlyList<ReceivedTransaction>> StoreNew(
        IReadOnlyList<ReceivedTransaction> items,
        Func<ReceivedTransaction, MapResult> map,
        MappedEnvelope work,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var alone = items
            .GroupBy(Name)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => (Item: group.First(), Result: map(group.First())));
        var claimed = await MappingStore.Claim(
            Session,
            alone.ToDictionary(pair => pair.Key, pair => MappedEnvelope.StateAfter(pair.Value.Item, pair.Value.Result, reverse: null)),
            now,
            stop
        );
        foreach (var name in claimed)
            work.Apply(alone[name].Item, alone[name].Result, reverse: null);
        return [.. items.Where(item => !claimed.Contains(Name(item)))];
    }

    /// <returns>The transactions that were decided anew.</returns>
    async Task<IReadOnlyList<TransactionName>> Revise(
        IReadOnlyList<ReceivedTransaction> items,
        Func<ReceivedTransaction, MapResult> map,
        MappedEnvelope work,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var states = await MappingStore.ClaimOrLock(Session, [.. items.Select(Name).Distinct()], now, stop);
        var changed = new Dictionary<TransactionName, TransactionState>();
        foreach (var item in items.OrderBy(item => item.Transaction.Revision))
        {
            var name = Name(item);
            var state = changed.GetValueOrDefault(name) ?? states.GetValueOrDefault(name);
            switch (RevisionDecision.For(item.Transaction.Revision, state))
            {
                case RevisionDecision.Known:
                    break;
                case RevisionDecision.Superseded(var by):
                    work.Supersede(item, by);
                    break;
                case RevisionDecision.Decide(var reverse):
                    changed[name] = work.Apply(item, map(item), reverse);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        if (changed.Count > 0)
            await MappingStore.Store(Session, changed, now, stop);
        return [.. changed.Keys];
    }

    static MapResult Map(SourceTransaction transaction, RuleSet? rules, string organisation) =>
        rules is null
            ? new MapResult.Held(HeldReason.NoRule, "The organisation has no published rule set. Publish one with 'acsync rules publish'.")
            : RuleEvaluation.Map(transaction, rules, organisation);

    static TransactionName Name(ReceivedTransaction item) => new(item.Transaction.Source, item.Transaction.Id);
}
