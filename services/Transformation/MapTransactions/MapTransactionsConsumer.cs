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
        var names = items.Select(Name).Distinct().ToList();
        var states = await MappingStore.Claim(Session, names, now, stop);
        var work = new MappedEnvelope(organisation, now);
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
                    changed[name] = work.Apply(item, Map(item.Transaction.ToDomain(), rules, organisation), reverse);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        if (changed.Count > 0)
            await MappingStore.Store(Session, changed, now, stop);
        await held.Replace(Session, [.. changed.Keys], work.StillHeld(), now, stop);
        work.Announce(Outbox);
    }

    static MapResult Map(SourceTransaction transaction, RuleSet? rules, string organisation) =>
        rules is null
            ? new MapResult.Held(HeldReason.NoRule, "The organisation has no published rule set. Publish one with 'acsync rules publish'.")
            : RuleEvaluation.Map(transaction, rules, organisation);

    static TransactionName Name(ReceivedTransaction item) => new(item.Transaction.Source, item.Transaction.Id);
}
