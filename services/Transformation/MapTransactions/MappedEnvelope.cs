using System.Diagnostics;
using System.Diagnostics.Metrics;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Rules;
using AccountingSync.Contracts;
using AccountingSync.Messaging;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>A transaction that is held, with the item that brought it.</summary>
public sealed record HeldItem(ReceivedTransaction Item, string Code, string Reason);

/// <summary>Gathers what becomes of an envelope's items, and says so in as few messages as there are kinds of news.</summary>
sealed class MappedEnvelope(string organisation, DateTimeOffset now)
{
    static readonly Counter<long> Mapped = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.mapped",
        "{transaction}",
        "Source transactions that became entries"
    );
    static readonly Counter<long> Held = Telemetry.Meter.CreateCounter<long>(
        "accountingsync.transactions.held",
        "{transaction}",
        "Source transactions that wait, by reason code"
    );

    readonly List<EntryToPost> entries = [];
    readonly List<EntryToReverse> reversals = [];
    readonly List<HeldItem> held = [];
    readonly List<SupersededTransaction> superseded = [];

    public TransactionState Apply(ReceivedTransaction item, MapResult result, int? reverse)
    {
        var transaction = item.Transaction;
        switch (result)
        {
            case MapResult.Mapped(var entry):
                entries.Add(
                    new EntryToPost
                    {
                        TraceParent = item.TraceParent,
                        ReceivedAt = item.ReceivedAt,
                        Entry = entry.ToData(),
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
                        }
                    );
                Mapped.Add(1);
                break;
            case MapResult.Held(var code, var reason, _):
                held.Add(new HeldItem(item, code, reason));
                Held.Add(1, new KeyValuePair<string, object?>("code", code));
                break;
            default:
                throw new UnreachableException();
        }
        return StateAfter(item, result, reverse);
    }

    /// <summary>What is known about the transaction once this is decided.</summary>
    public static TransactionState StateAfter(ReceivedTransaction item, MapResult result, int? reverse) =>
        new(item.Transaction.Revision, Held: result is MapResult.Held, result is MapResult.Held ? reverse : item.Transaction.Revision);

    public void Supersede(ReceivedTransaction item, int by) =>
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

    /// <summary>The last word on each transaction: an earlier revision that was held in the same envelope is not.</summary>
    public IReadOnlyList<HeldItem> StillHeld() =>
        [
            .. held.GroupBy(item => (item.Item.Transaction.Source, item.Item.Transaction.Id))
                .Select(group => group.MaxBy(item => item.Item.Transaction.Revision)!)
                .Where(item =>
                    !entries.Exists(entry =>
                        entry.Entry.Source == item.Item.Transaction.Source
                        && entry.Entry.TransactionId == item.Item.Transaction.Id
                        && entry.Entry.Revision > item.Item.Transaction.Revision
                    )
                ),
        ];

    public void Announce(Outbox outbox)
    {
        if (entries.Count > 0)
            outbox.Add(new PostJournalEntries { Organisation = organisation, Items = entries });
        if (reversals.Count > 0)
            outbox.Add(new ReverseJournalEntries { Organisation = organisation, Items = reversals });
        if (held.Count > 0)
            outbox.Add(
                new SourceTransactionsHeld
                {
                    Organisation = organisation,
                    Items =
                    [
                        .. held.Select(item => new HeldTransaction
                        {
                            TraceParent = item.Item.TraceParent,
                            Source = item.Item.Transaction.Source,
                            Id = item.Item.Transaction.Id,
                            Revision = item.Item.Transaction.Revision,
                            Reason = item.Reason,
                            HeldAt = now,
                        }),
                    ],
                }
            );
        if (superseded.Count > 0)
            outbox.Add(new SourceTransactionsSuperseded { Organisation = organisation, Items = superseded });
    }
}
