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
        var refunds = items.Select(item => new TransactionName(item.Source, item.Id)).Distinct().ToList();
        var names = items.Select(item => new TransactionName(item.Source, item.Original.Id)).Distinct().ToList();
        var book = await books.ToHoldBy(Session, stop);
        var states = await MappingStore.ClaimOrLock(Session, [.. refunds.Union(names)], time.GetUtcNow(), stop);
        // Behind the locks: what was given back is in the order of these times.
        var now = time.GetUtcNow();
        var decided = items.Where(item => item.GaveBack is null).Select(item => new TransactionName(item.Source, item.Id)).Distinct().ToList();
        var waiting = await held.Find(Session, decided, stop);
        var before = await GivenBackStore.Of(Session, names, stop);
        var originals = new Originals();
        foreach (var item in items.Where(item => item.GaveBack is null))
        {
            var name = new TransactionName(item.Source, item.Original.Id);
            // Another revision stands by now, or none: then the refund waits on, and asks once more below.
            if (states.GetValueOrDefault(name) is { MappedRevision: { } standing } state && standing == item.Original.Revision)
                originals.Add(name, Original(organisation, item.Original, state.Rules, book), before[name]);
        }
        var work = new MappedEnvelope(organisation, book, now, originals);
        await new Decisions(Session, Outbox, held, log).Take(work, waiting, states, now, stop);
        var compared = items.Where(item => item.GaveBack is not null).Select(item => Compare(organisation, item, states, before, book, now));
        if (compared.OfType<ComparedGivenBack>().ToList() is { Count: > 0 } told)
            Outbox.Add(new GivenBackCompared { Organisation = organisation, Items = told });
    }

    /// <returns>Null when it or its original was revised once more: then another comparison is on its way.</returns>
    static ComparedGivenBack? Compare(
        string organisation,
        BroughtOriginal item,
        Dictionary<TransactionName, TransactionState> states,
        Dictionary<TransactionName, IReadOnlyList<GivenBackRow>> before,
        RuleBook book,
        DateTimeOffset now
    )
    {
        var name = new TransactionName(item.Source, item.Id);
        var original = new TransactionName(item.Source, item.Original.Id);
        var row = before[original].FirstOrDefault(other => other.Name == name && other.Revision == item.GaveBack!.Revision);
        if (row is null || states.GetValueOrDefault(original) is not { } state || state.MappedRevision != item.Original.Revision)
            return null;
        return new ComparedGivenBack
        {
            TraceParent = item.TraceParent,
            Source = item.Source,
            Id = item.Id,
            Revision = row.Revision,
            Difference = RevisedOriginal.Difference(
                organisation,
                item,
                row,
                [.. before[original].TakeWhile(other => other != row)],
                states.GetValueOrDefault(name)?.Rules,
                Original(organisation, item.Original, state.Rules, book).Rules,
                book
            ),
            ComparedAt = now,
        };
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
