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
        var claimed = await MappingStore.Claim(Session, alone.ToDictionary(pair => pair.Key, pair => pair.Value.State), now, stop);
        work.TakeNew(alone, claimed);
        await Revise([.. items.Where(item => !claimed.Contains(TransactionName.Of(item)))], work, now, stop);
        // What was new just now cannot have been held before.
        await held.Replace(Session, [.. work.DecidedAnew], work.StillHeld(), now, stop);
        Announce(work.News());
        ItemLog.Tell(
            log,
            LogLevel.Warning,
            organisation,
            "held",
            [.. work.Held.Select(item => (((IIdentified)item.Item).Identity, (string?)item.Code))]
        );
    }

    async Task Revise(IReadOnlyList<ReceivedTransaction> known, MappedEnvelope work, DateTimeOffset now, CancellationToken stop)
    {
        if (known.Count == 0)
            return;
        var states = await MappingStore.ClaimOrLock(Session, [.. known.Select(TransactionName.Of).Distinct()], now, stop);
        var changed = work.Revise(known, states);
        if (changed.Count > 0)
            await MappingStore.Store(Session, changed, now, stop);
    }

    void Announce(MappedNews news)
    {
        if (news.Post is { } post)
            Outbox.Add(post);
        if (news.Reverse is { } reverse)
            Outbox.Add(reverse);
        if (news.Held is { } holds)
            Outbox.Add(holds);
        if (news.Superseded is { } superseded)
            Outbox.Add(superseded);
    }
}
