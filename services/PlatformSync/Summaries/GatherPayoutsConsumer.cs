using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.Postgres;

namespace AccountingSync.PlatformSync.Summaries;

/// <summary>Gathers the entries of what a payout settles, at connections with a document for each payout. One that does not tell what it
/// settles gathers nothing: it may tell later.</summary>
sealed class GatherPayoutsConsumer(Session session, Outbox outbox, ConnectionStore connections, TimeProvider time, ILogger<GatherPayoutsConsumer> log)
    : EnvelopeConsumer<PayoutsAsserted, AssertedPayout>(session, outbox, log)
{
    /// <summary>As many as an envelope holds at most.</summary>
    const int AtATime = 500;

    protected override async Task Handle(string organisation, IReadOnlyList<AssertedPayout> items, CancellationToken stop)
    {
        using var spans = ItemSpans.Start(
            "gather payout",
            items,
            (span, item) => span.SetTag("accountingsync.source", item.Source).SetTag("accountingsync.transaction", item.Id)
        );
        var perPayout = (await connections.Of(Session, organisation, stop))
            .Where(connection => connection.Granularity is Granularity.PerPayout)
            .ToList();
        List<(string TransactionId, SettlingPayout By)> members = [.. items.SelectMany(Members)];
        if (perPayout.Count == 0 || members.Count == 0)
            return;
        await PayoutMemberStore.NoNewEntries(Session, stop);
        await PayoutMemberStore.Add(Session, members, stop);
        var now = time.GetUtcNow();
        foreach (var connection in perPayout)
        {
            var waiting = await PayoutMemberStore.Waiting(Session, connection.Connection, members, stop);
            var payouts = await PayoutMemberStore.Of(Session, waiting, stop);
            var summaries = ((Granularity.PerPayout)connection.Granularity).Summaries;
            List<(Guid EntryId, SummaryPlace To)> moved =
            [
                .. waiting.Select(entry =>
                    (entry.EntryId, summaries.Settled(payouts[(entry.Source, entry.TransactionId)], entry.Date, entry.Lines.ToLines(), now))
                ),
            ];
            await PayoutMemberStore.Move(Session, connection.Connection, moved, stop);
            foreach (var some in moved.Chunk(AtATime))
                Outbox.Add(
                    new EntriesSummarised
                    {
                        Organisation = organisation,
                        Items =
                        [
                            .. some.Select(item => new SummarisedEntry
                            {
                                Connection = connection.Connection,
                                EntryId = item.EntryId,
                                DueAt = item.To.DueAt,
                            }),
                        ],
                    }
                );
        }
    }

    static IEnumerable<(string, SettlingPayout)> Members(AssertedPayout payout)
    {
        var by = new SettlingPayout(payout.Source, payout.Id, payout.OccurredAt, payout.Date);
        return payout.Contents is { } contents ? contents.Select(content => content.Id).Append(payout.Id).Distinct().Select(id => (id, by)) : [];
    }
}
