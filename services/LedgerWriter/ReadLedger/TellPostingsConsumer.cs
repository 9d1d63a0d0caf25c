using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.ReadLedger;

/// <summary>Says what stands on some accounts for a payout and what it settles: entries less those that were taken back.</summary>
public sealed class TellPostingsConsumer(Session session, Outbox outbox, ILogger<TellPostingsConsumer> log)
    : EnvelopeConsumer<TellPostings, PostingsToTell>(session, outbox, log)
{
    protected override async Task Handle(string organisation, IReadOnlyList<PostingsToTell> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start("tell postings", items, (span, item) => span.SetTag("accountingsync.transaction", item.Payout));
        foreach (var item in items)
        {
            var postings = await PostingsQuery.Of(Session, [.. Entries(organisation, item)], [.. item.Accounts], stop);
            // By itself each: a payout may settle thousands.
            Outbox.Add(
                new PostingsTold
                {
                    Organisation = organisation,
                    Items =
                    [
                        new ToldPostings
                        {
                            TraceParent = item.TraceParent,
                            Source = item.Source,
                            Payout = item.Payout,
                            AskedAt = item.AskedAt,
                            Postings = postings,
                        },
                    ],
                }
            );
        }
    }

    static IEnumerable<Guid> Entries(string organisation, PostingsToTell item) =>
        from transaction in item.Transactions
        from revision in transaction.Revisions
        from part in new[] { EntryPart.Entry, EntryPart.Reversal }
        select EntryId.For(organisation, item.Source, transaction.Id, revision, part);
}
