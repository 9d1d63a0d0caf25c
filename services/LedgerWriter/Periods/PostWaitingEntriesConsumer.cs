using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.PostEntries;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.Periods;

/// <summary>Posts what waited for periods that are open again, so many in one session, until none is left.</summary>
public sealed class PostWaitingEntriesConsumer(Session session, Outbox outbox, TimeProvider time, ILogger<PostWaitingEntriesConsumer> log)
    : EnvelopeConsumer<PostWaitingEntries, PeriodToPost>(session, outbox, log)
{
    /// <summary>Each may bring its reversal, and an envelope has five hundred items at most.</summary>
    const int AtOnce = 250;

    protected override async Task Handle(string organisation, IReadOnlyList<PeriodToPost> items, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await JournalStore.LockAlone(Session, stop);
        foreach (var item in items.DistinctBy(item => item.FirstDay))
        {
            var period = AccountingPeriod.Of(item.FirstDay);
            // Closed once more meanwhile: they wait on.
            if (await PeriodStore.Find(Session, period, stop) is not null)
                continue;
            var entries = await WaitingEntryStore.Take(Session, period, AtOnce, stop);
            if (entries.Count == 0)
                continue;
            var posted = await LateEntries.Post(Session, Outbox, entries, now, stop);
            if (posted.Count > 0)
                Outbox.Add(new JournalEntriesPosted { Organisation = organisation, Items = posted });
            LedgerMetrics.Posted(posted, now);
            if (entries.Count == AtOnce)
                Outbox.Add(new PostWaitingEntries { Organisation = organisation, Items = [item] });
        }
    }
}
