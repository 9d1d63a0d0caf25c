using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Transformation.Held;
using AccountingSync.Transformation.MapTransactions;
using AccountingSync.Transformation.RuleSets;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>Decides refunds and disputes that waited for what they give back a part of. Those of one original are decided one after the other, so that
/// together they never give back more than there was.</summary>
public sealed class ReverseOriginalsConsumer(
    Session session,
    Outbox outbox,
    RuleBooks books,
    HeldStore held,
    TimeProvider time,
    ILogger<ReverseOriginalsConsumer> log
) : EnvelopeConsumer<OriginalsBrought, BroughtOriginal>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<BroughtOriginal> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "reverse original",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        var now = time.GetUtcNow();
        var refunds = items.Select(item => new TransactionName(item.Source, item.Id)).Distinct().ToList();
        var names = items.Select(item => new TransactionName(item.Source, item.Original.Id)).Distinct().ToList();
        var book = await books.ToHoldBy(Session, stop);
        var states = await MappingStore.ClaimOrLock(Session, [.. refunds.Union(names)], now, stop);
        var waiting = await held.Find(Session, refunds, stop);
        var before = await GivenBackStore.Of(Session, names, stop);
        var originals = new Originals();
        foreach (var item in items)
        {
            var name = new TransactionName(item.Source, item.Original.Id);
            // Another revision stands by now, or none: then the refund waits on, and asks once more below.
            if (states.GetValueOrDefault(name) is { MappedRevision: { } standing } state && standing == item.Original.Revision)
                originals.Add(name, Original(organisation, item.Original, state.Rules, book), before[name]);
        }
        var work = new MappedEnvelope(organisation, book, now, originals);
        await new Decisions(Session, Outbox, held, log).Take(work, waiting, states, now, stop);
    }

    static Original Original(string organisation, SourceTransactionData data, RuleVersion? rules, RuleBook book)
    {
        var said = data.ToDomain();
        var set =
            rules is not null ? book.Find(rules.Set, rules.Version)
            // Decided before the version was noted: by the one that holds on its day.
            : book.Map(said, organisation) is MapResult.Mapped(var entry) ? book.Find(entry.Rule.RuleSet, entry.Rule.Version)
            : null;
        return set is null
            ? throw new InvalidDataException($"The rules that made the entry of {said.Source} {said.Id} are not published any more.")
            : new Original(said, set, []);
    }
}
