using System.Diagnostics;
using AccountingSync.Accounting;
using AccountingSync.Accounting.Periods;
using AccountingSync.Contracts;
using AccountingSync.LedgerWriter.Journal;
using AccountingSync.LedgerWriter.ReverseEntry;
using AccountingSync.Messaging;
using AccountingSync.Postgres;

namespace AccountingSync.LedgerWriter.Periods;

/// <summary>What became of entries of closed periods.</summary>
/// <param name="InBooks">Those that are in the books now.</param>
/// <param name="Posted">What is to be announced of them.</param>
sealed record PlacedEntries(IReadOnlyList<JournalEntry> InBooks, IReadOnlyList<PostedEntry> Posted, IReadOnlyList<RejectedEntry> Rejected)
{
    public static PlacedEntries None { get; } = new([], [], []);
}

/// <summary>Entries whose period is closed: posted on the next open day, or stored to wait, as their rules say. The session must hold the
/// lock of the organisation's writers, so that no period is closed or opened meanwhile.</summary>
static class LateEntries
{
    public static async Task<PlacedEntries> Place(
        Session session,
        Outbox outbox,
        IReadOnlyList<PendingEntry> late,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (late.Count == 0)
            return PlacedEntries.None;
        var closed = await PeriodStore.Closed(session, stop);
        var waiting = (await WaitingEntryStore.Read(session, [.. late.Select(item => item.Entry.Id)], stop)).ToDictionary(item => item.Entry.EntryId);
        var toPost = new List<(PendingEntry Late, JournalEntry Entry)>();
        var toWait = new List<(PendingEntry Late, string Reason)>();
        var asking = new HashSet<AccountingPeriod>();
        var rejected = new List<RejectedEntry>();
        foreach (var item in late)
        {
            // It came before, and waits: the same is a duplicate.
            if (waiting.TryGetValue(item.Entry.Id, out var known))
            {
                if (!IsSame(known, item.Entry))
                    rejected.Add(item.Reject("An entry for the same transaction, revision and part waits already, with other content.", now));
                continue;
            }
            switch (Placement.Of(item.Entry, closed, item.Policy))
            {
                case Placement.Post(var entry):
                    toPost.Add((item, entry));
                    break;
                case Placement.Wait(var asks, var reason):
                    toWait.Add((item, reason));
                    if (asks)
                        asking.Add(AccountingPeriod.Of(item.Entry.Date));
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        var posted = await Insert(session, toPost, now, stop);
        await WaitingEntryStore.Add(session, toWait, now, stop);
        foreach (var period in asking)
            await PeriodStore.AskUnlessAsked(session, period, PeriodRules.TheRules, "Entries came for it, and their rules ask.", now, stop);
        var held = toWait.Select(item => item.Late.Hold(item.Reason, now)).OfType<HeldTransaction>().ToList();
        if (held.Count > 0)
            outbox.Add(new SourceTransactionsHeld { Organisation = session.Organisation!, Items = held });
        return new PlacedEntries([.. toPost.Select(pair => pair.Entry)], posted, rejected);
    }

    /// <summary>Posts what waited: on its own day where that is open now, else on the next open one.</summary>
    public static async Task<IReadOnlyList<PostedEntry>> Post(
        Session session,
        Outbox outbox,
        IReadOnlyList<WaitingEntry> entries,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var closed = await PeriodStore.Closed(session, stop);
        var toPost = entries
            .Select(item => new PendingEntry(Drafted(item, session.Organisation!), ClosedPeriodPolicy.Standard, item.ReceivedAt, item.TraceParent))
            .Select(late => (late, Placement.OnNextOpenDay(late.Entry, closed)))
            .ToList();
        var posted = await Insert(session, toPost, now, stop);
        // The reversals that were asked for meanwhile go with them.
        var reversed = await WaitingReversals.PostThoseOf(session, outbox, [.. toPost.Select(pair => pair.Item2)], now, stop);
        return [.. posted, .. reversed];
    }

    static async Task<IReadOnlyList<PostedEntry>> Insert(
        Session session,
        IReadOnlyList<(PendingEntry Late, JournalEntry Entry)> entries,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (entries.Count == 0)
            return [];
        var posted = await JournalStore.Insert(session, [.. entries.Select(pair => pair.Entry)], now, stop);
        return [.. entries.Where(pair => posted.Contains(pair.Entry.Id)).Select(pair => pair.Late.Announce(pair.Entry, now))];
    }

    static bool IsSame(WaitingEntry known, JournalEntry entry) =>
        ContentBytes.Hash(Drafted(known, entry.Organisation)).AsSpan().SequenceEqual(ContentBytes.Hash(entry));

    static JournalEntry Drafted(WaitingEntry waiting, string organisation) =>
        waiting.Entry.ToEntry(organisation) is DraftResult.Drafted(var entry)
            ? entry
            : throw new InvalidDataException($"The waiting entry {waiting.Entry.EntryId} is no entry any more.");
}
