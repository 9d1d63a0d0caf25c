using System.Diagnostics;
using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.CanonicalForm;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Accepts what several requests of one organisation brought, in one session and one commit: the natural keys, the raw
/// payloads, and the envelope that tells the others.</summary>
sealed class AcceptBatch(NpgsqlDataSource database, DataKeys dataKeys, MessagingOptions messaging, Backlog backlog, TimeProvider time)
{
    /// <returns>For each submission, one acceptance per transaction.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Acceptance>>> Accept(
        string organisation,
        IReadOnlyList<Submission> submissions,
        CancellationToken stop
    )
    {
        using var activity = StartActivity(submissions);
        var cipher = await dataKeys.For(organisation, stop);
        var now = Microseconds(time.GetUtcNow());
        var eventIds = submissions.Select(_ => Guid.CreateVersion7(now)).ToList();
        var candidates = submissions
            .SelectMany(
                (submission, index) =>
                    submission.Transactions.Select(transaction => new Candidate(
                        TransactionKey.Of(transaction),
                        ContentBytes.Hash(transaction),
                        transaction,
                        index
                    ))
            )
            .ToList();

        await using var session = await Session.Begin(database, organisation, stop);
        var decisions = await Decide(session, candidates, eventIds, now, stop);
        var newEvents = await StoreEvents(session, submissions, candidates, decisions, eventIds, cipher, now, stop);
        var outbox = new Outbox(messaging);
        Announce(outbox, organisation, submissions, candidates, decisions, eventIds, newEvents, now);
        var messages = outbox.Mark;
        await outbox.Flush(session, stop);
        Failpoint.Hit("accept.before-commit");
        await session.Commit(stop);
        backlog.Add(messages);
        Failpoint.Hit("accept.committed");
        IngestionMetrics.Count(submissions, candidates, decisions);
        var bySubmission = candidates
            .Select((candidate, i) => (candidate.Submission, Decision: decisions[i]))
            .ToLookup(pair => pair.Submission, pair => pair.Decision);
        return [.. submissions.Select((_, index) => bySubmission[index].ToArray())];
    }

    static async Task<IReadOnlyList<Acceptance>> Decide(
        Session session,
        List<Candidate> candidates,
        List<Guid> eventIds,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (candidates.Count == 0)
            return [];
        var inserted = await AcceptStore.InsertTransactions(session, AcceptanceDecision.First(candidates), eventIds, now, stop);
        var known = candidates.Select(candidate => candidate.Key).Where(key => !inserted.Contains(key)).ToHashSet();
        var decisions = AcceptanceDecision.Decide(candidates, inserted, await AcceptStore.StoredHashes(session, known, stop));
        var conflicts = candidates
            .Where((_, i) => decisions[i] == Acceptance.Conflict)
            .DistinctBy(candidate => (candidate.Key, Convert.ToHexString(candidate.Hash)))
            .ToList();
        if (conflicts.Count > 0)
            await AcceptStore.NoteConflicts(session, conflicts, eventIds, now, stop);
        await AcceptStore.Tally(session, now, "duplicate", decisions.Count(decision => decision == Acceptance.Duplicate), stop);
        await AcceptStore.Tally(session, now, "conflict", decisions.Count(decision => decision == Acceptance.Conflict), stop);
        return decisions;
    }

    /// <summary>A payload that only repeats what is known is not kept again; a vendor's event always is, once.</summary>
    static async Task<HashSet<Guid>> StoreEvents(
        Session session,
        IReadOnlyList<Submission> submissions,
        List<Candidate> candidates,
        IReadOnlyList<Acceptance> decisions,
        List<Guid> eventIds,
        FieldCipher cipher,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var news = candidates.Where((_, i) => decisions[i] != Acceptance.Duplicate).Select(candidate => candidate.Submission).ToHashSet();
        var rows = submissions
            .Select((submission, index) => (submission, index))
            .Where(pair => pair.submission.EventId is not null || news.Contains(pair.index))
            .Select(pair => new EventRow(
                eventIds[pair.index],
                pair.submission,
                cipher.Encrypt(
                    pair.submission.Payload.Span,
                    FieldAddress.Of(pair.submission.Organisation, "events", "payload", eventIds[pair.index].ToString()),
                    compress: true
                )
            ))
            .ToList();
        return rows.Count == 0 ? [] : await AcceptStore.InsertEvents(session, rows, now, stop);
    }

    static void Announce(
        Outbox outbox,
        string organisation,
        IReadOnlyList<Submission> submissions,
        List<Candidate> candidates,
        IReadOnlyList<Acceptance> decisions,
        List<Guid> eventIds,
        HashSet<Guid> newEvents,
        DateTimeOffset now
    )
    {
        var accepted = candidates
            .Where((_, i) => decisions[i] == Acceptance.Accepted)
            .Select(candidate => new ReceivedTransaction
            {
                TraceParent = submissions[candidate.Submission].TraceParent,
                ReceivedAt = now,
                Transaction = candidate.Transaction.ToContract(),
            })
            .ToList();
        foreach (var items in accepted.Chunk(MaxEnvelope))
            outbox.Add(new SourceTransactionsReceived { Organisation = organisation, Items = items });
        var wanted = submissions.Where((_, index) => newEvents.Contains(eventIds[index])).SelectMany(submission => submission.Wanted).ToList();
        foreach (var items in wanted.Chunk(MaxFetches))
            outbox.Add(new FetchSourceObjects { Organisation = organisation, Items = items });
    }

    const int MaxEnvelope = 500;

    /// <summary>They are fetched one after the other within a session, each for 20 seconds at most, and the database ends a
    /// session that is idle for two minutes.</summary>
    const int MaxFetches = 5;

    static Activity? StartActivity(IReadOnlyList<Submission> submissions)
    {
        // The batch runs in the first request's trace; the others are linked.
        var first = ActivityContext.TryParse(submissions[0].TraceParent, null, out var parsed) ? parsed : default;
        var links = submissions
            .Skip(1)
            .Select(submission => ActivityContext.TryParse(submission.TraceParent, null, out var context) ? context : default)
            .Where(context => context != default);
        return Telemetry.Activities.StartActivity(
            "accept",
            ActivityKind.Internal,
            first,
            links: [.. links.Select(context => new ActivityLink(context))]
        );
    }

    /// <summary>PostgreSQL keeps microseconds; what is announced must be what is stored.</summary>
    static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
