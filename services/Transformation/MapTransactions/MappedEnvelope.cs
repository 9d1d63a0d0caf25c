using System.Diagnostics;
using System.Diagnostics.Metrics;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Transformation.GiveBack;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>A transaction that is held, with the item that brought it.</summary>
public sealed record HeldItem(ReceivedTransaction Item, string Code, string Reason)
{
    /// <summary>The id, in the same source, of what must be in the books first; null when it waits for a rule or a person.</summary>
    public string? WaitsFor => Code is HeldReason.AwaitsOriginal or HeldReason.AwaitsSettlement ? Item.Transaction.RelatedTo : null;

    /// <summary>True when the original need only be brought; false when another revision of it is needed.</summary>
    public bool WantsOriginal => Code == HeldReason.AwaitsOriginal;

    /// <summary>From when on it is a discrepancy that it still waits; null when it waits for a rule or a person.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    /// <summary>The rule that applied or came nearest to applying; null where there is none.</summary>
    public string? NearestRule { get; init; }
}

/// <summary>What the rules make of an item, and what is known about its transaction once that is stored.</summary>
sealed record MappedItem(ReceivedTransaction Item, MapResult Result)
{
    public TransactionState State => MappedEnvelope.StateAfter(Item, Result, before: null);
}

/// <summary>Decides what becomes of an envelope's items and gathers it. Pure but for the counters: what is stored comes in, what is to be
/// stored and told goes out.</summary>
sealed class MappedEnvelope(string organisation, RuleBook rules, DateTimeOffset now, Originals? originals = null)
{
    static readonly Counter<long> Mapped = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.mapped",
        "{transaction}",
        "Source transactions that became entries"
    );
    static readonly Counter<long> HeldByCode = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.held",
        "{transaction}",
        "Source transactions that wait, by reason code"
    );

    readonly Dictionary<ReceivedTransaction, MapResult> mapped = new(ReferenceEqualityComparer.Instance);
    readonly List<EntryToPost> entries = [];
    readonly List<EntryToReverse> reversals = [];
    readonly List<HeldItem> held = [];
    readonly List<SupersededTransaction> superseded = [];
    readonly HashSet<TransactionName> decided = [];
    readonly Dictionary<TransactionName, int> lastMapped = [];
    readonly List<GivenBackRow> givenBack = [];
    readonly List<AssertedPayout> asserted = [];

    public bool WouldHold(IReadOnlyList<ReceivedTransaction> items) => items.Any(item => Map(item) is MapResult.Held);

    /// <summary>What refunds and disputes among the items would give back a part of, as far as it has not been brought.</summary>
    public IReadOnlyCollection<TransactionName> Awaited(IReadOnlyList<ReceivedTransaction> items) =>
        [
            .. items
                .Where(item => Map(item) is MapResult.Held { ReasonCode: HeldReason.AwaitsOriginal })
                .Select(item => TransactionName.OfOriginal(item)!.Value)
                .Distinct(),
        ];

    /// <summary>Nearly all are new and the only revision of theirs in the envelope: those are mapped first, and stored as decided by
    /// the very insert that claims them.</summary>
    public IReadOnlyDictionary<TransactionName, MappedItem> MapAlone(IReadOnlyList<ReceivedTransaction> items) =>
        items
            .GroupBy(TransactionName.Of)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => new MappedItem(group.First(), Map(group.First())));

    /// <param name="claimed">Those of <paramref name="alone"/> that nobody had decided before.</param>
    public void TakeNew(IReadOnlyDictionary<TransactionName, MappedItem> alone, IReadOnlySet<TransactionName> claimed)
    {
        foreach (var name in claimed)
            Apply(alone[name].Item, alone[name].Result, reverse: null, before: null);
    }

    /// <param name="states">What is known of the transactions; one that is not in it is new.</param>
    /// <param name="parts">Of those that are revised what was given back, what was decided first before the rest; null for nothing.</param>
    /// <returns>What is known of those of which something changed.</returns>
    public IReadOnlyDictionary<TransactionName, TransactionState> Revise(
        IReadOnlyList<ReceivedTransaction> items,
        IReadOnlyDictionary<TransactionName, TransactionState> states,
        IReadOnlyDictionary<TransactionName, IReadOnlyList<GivenBackRow>>? parts = null
    )
    {
        MapResult MapRevision(ReceivedTransaction item, int? reverse) =>
            reverse is { } standing && parts?.GetValueOrDefault(TransactionName.Of(item)) is { } rows
                ? RevisedOriginal.Hold(item, Map(item), standing, rows)
                : Map(item);

        var changed = new Dictionary<TransactionName, TransactionState>();
        foreach (var item in items.OrderBy(item => item.Transaction.Revision))
        {
            var name = TransactionName.Of(item);
            var state = changed.GetValueOrDefault(name) ?? states.GetValueOrDefault(name);
            switch (RevisionDecision.For(item.Transaction.Revision, state))
            {
                case RevisionDecision.Known:
                    break;
                case RevisionDecision.Superseded(var by):
                    Supersede(item, by);
                    break;
                case RevisionDecision.Decide(var reverse):
                    changed[name] = Apply(item, MapRevision(item, reverse), reverse, state);
                    decided.Add(name);
                    break;
                case RevisionDecision.DecideMeanwhile(var later, var reverse):
                    var result = MapRevision(item, reverse);
                    if (result is MapResult.Mapped)
                    {
                        var mapped = Apply(item, result, reverse, state);
                        changed[name] = state! with
                        {
                            MappedRevision = mapped.MappedRevision,
                            Rules = mapped.Rules,
                            Fingerprint = mapped.Fingerprint,
                        };
                    }
                    else
                        Supersede(item, later);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        return changed;
    }

    /// <summary>Those whose last revision was decided anew: what was held of them is not any more, unless it is among <see cref="StillHeld"/>.</summary>
    public IReadOnlyCollection<TransactionName> DecidedAnew => decided;

    MapResult Map(ReceivedTransaction item)
    {
        if (mapped.TryGetValue(item, out var known))
            return known;
        var result = rules.Map(item.ToDomain(), organisation, originals?.Of(item));
        mapped.Add(item, result);
        return result;
    }

    TransactionState Apply(ReceivedTransaction item, MapResult result, int? reverse, TransactionState? before)
    {
        var transaction = item.Transaction;
        switch (result)
        {
            case MapResult.Mapped(var entry) mapped:
                lastMapped[TransactionName.Of(item)] = Math.Max(transaction.Revision, lastMapped.GetValueOrDefault(TransactionName.Of(item)));
                if (mapped.GivesBack is { } portion)
                    givenBack.Add(originals!.Take(item, portion));
                if (mapped.Asserts is { } accounts)
                    asserted.Add(Assert(item, entry, accounts));
                if (reverse is not null && before!.Fingerprint is { } standing && standing == Fingerprint(item, entry))
                {
                    Supersede(item, reverse.Value);
                    return before with { Revision = Math.Max(transaction.Revision, before.Revision), Held = false };
                }
                entries.Add(
                    new EntryToPost
                    {
                        TraceParent = item.TraceParent,
                        ReceivedAt = item.ReceivedAt,
                        Entry = entry.ToData(),
                        ClosedPeriod = WhenClosed(entry.Rule),
                    }
                );
                if (reverse is { } revision)
                    reversals.Add(
                        new EntryToReverse
                        {
                            TraceParent = item.TraceParent,
                            ReceivedAt = item.ReceivedAt,
                            EntryId = EntryId.For(organisation, transaction.Source, transaction.Id, revision, EntryPart.Entry),
                            Reason = $"revision {transaction.Revision} of {transaction.Source} {transaction.Id}",
                            ClosedPeriod = WhenClosed(entry.Rule),
                        }
                    );
                Mapped.Add(1);
                break;
            case MapResult.Held(var code, var reason, var nearest) { Patience: var patience }:
                var since = transaction.FirstAccepted?.At ?? item.ReceivedAt;
                held.Add(new HeldItem(item, code, reason) { OverdueAt = since + patience, NearestRule = nearest });
                break;
            default:
                throw new UnreachableException();
        }
        return StateAfter(item, result, before);
    }

    /// <summary>What the entry's rules say of closed periods; null for what holds anyway.</summary>
    ClosedPeriodData? WhenClosed(RuleReference rule) => rules.Find(rule.RuleSet, rule.Version)?.ClosedPeriod.ToData();

    /// <summary>What is known about the transaction once this is decided.</summary>
    public static TransactionState StateAfter(ReceivedTransaction item, MapResult result, TransactionState? before) =>
        result is MapResult.Mapped(var entry)
            ? new(
                item.Transaction.Revision,
                Held: false,
                item.Transaction.Revision,
                new RuleVersion(entry.Rule.RuleSet, entry.Rule.Version),
                Fingerprint(item, entry)
            )
            : new(item.Transaction.Revision, Held: true, before?.MappedRevision, before?.Rules, before?.Fingerprint);

    /// <summary>Of a payout a later revision often says more and the same to the books: what it settles.</summary>
    static string? Fingerprint(ReceivedTransaction item, JournalEntry entry) =>
        item.Transaction.Kind == KindName.Of(TransactionKind.Payout) ? EntryFingerprint.Of(entry) : null;

    AssertedPayout Assert(ReceivedTransaction item, JournalEntry entry, AssertedAccounts accounts) =>
        new()
        {
            TraceParent = item.TraceParent,
            Source = item.Transaction.Source,
            Id = item.Transaction.Id,
            Revision = item.Transaction.Revision,
            OccurredAt = item.Transaction.OccurredAt,
            Date = entry.Date,
            Currency = item.Transaction.Currency,
            Gross = item.Transaction.Gross,
            Contents = item.Transaction.Contents,
            Clearing = accounts.Clearing,
            Suspense = accounts.Suspense,
            AssertedAt = now,
        };

    /// <summary>What refunds and disputes among the items give back.</summary>
    public IReadOnlyList<GivenBackRow> GivenBack => givenBack;

    void Supersede(ReceivedTransaction item, int by) =>
        superseded.Add(
            new SupersededTransaction
            {
                TraceParent = item.TraceParent,
                Source = item.Transaction.Source,
                Id = item.Transaction.Id,
                Revision = item.Transaction.Revision,
                ByRevision = by,
            }
        );

    public IReadOnlyList<HeldItem> Held => held;

    /// <summary>The last word on each transaction: an earlier revision that was held in the same envelope is not.</summary>
    public IReadOnlyList<HeldItem> StillHeld() =>
        [
            .. held.GroupBy(item => (item.Item.Transaction.Source, item.Item.Transaction.Id))
                .Select(group => group.MaxBy(item => item.Item.Transaction.Revision)!)
                .Where(item => !lastMapped.TryGetValue(TransactionName.Of(item.Item), out var revision) || revision < item.Item.Transaction.Revision),
        ];

    /// <param name="onTheirWay">Those that are held only until their original has been brought: there is nothing to tell yet.</param>
    public MappedNews News(IReadOnlySet<TransactionName>? onTheirWay = null)
    {
        var tell = held.Where(item => onTheirWay is null || !onTheirWay.Contains(TransactionName.Of(item.Item))).ToList();
        foreach (var item in tell)
            HeldByCode.Add(1, new KeyValuePair<string, object?>("code", item.Code));
        return new(
            entries.Count == 0 ? null : new PostJournalEntries { Organisation = organisation, Items = entries },
            reversals.Count == 0 ? null : new ReverseJournalEntries { Organisation = organisation, Items = reversals },
            tell.Count == 0 ? null : new SourceTransactionsHeld { Organisation = organisation, Items = [.. tell.Select(Tell)] },
            superseded.Count == 0 ? null : new SourceTransactionsSuperseded { Organisation = organisation, Items = superseded },
            [
                .. Bundles
                    .Of(asserted, payout => payout.Contents?.Count ?? 0)
                    .Select(items => new PayoutsAsserted { Organisation = organisation, Items = items }),
            ]
        );
    }

    HeldTransaction Tell(HeldItem item) =>
        new()
        {
            TraceParent = item.Item.TraceParent,
            Source = item.Item.Transaction.Source,
            Id = item.Item.Transaction.Id,
            Revision = item.Item.Transaction.Revision,
            Reason = item.Reason,
            HeldAt = now,
            OverdueAt = item.OverdueAt,
        };
}
