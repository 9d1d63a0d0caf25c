using System.Diagnostics;
using AccountingSync.Accounting.Days;
using AccountingSync.Contracts;
using AccountingSync.Ingestion.FixDays;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Security;
using Npgsql;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Accepts what several requests of one organisation brought, in one session and one commit: the natural keys, the raw
/// payloads, and the envelope that tells the others.</summary>
sealed class AcceptBatch(
    NpgsqlDataSource database,
    DataKeys dataKeys,
    FreshMessages fresh,
    Backlog backlog,
    ToldBefore toldBefore,
    TimeProvider time,
    ILogger<AcceptBatch> log
)
{
    /// <returns>For each submission, one acceptance per transaction.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Acceptance>>> Accept(
        string organisation,
        IReadOnlyList<Submission> submissions,
        Lane lane,
        CancellationToken stop
    ) =>
        await Accept(organisation, submissions, lane, (_, _) => Task.FromResult(true), stop)
        ?? throw new UnreachableException("Nobody objected to the commit.");

    /// <param name="beside">What is to be committed with them; false when nothing may be.</param>
    /// <returns>For each submission, one acceptance per transaction; null when nothing was committed.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Acceptance>>?> Accept(
        string organisation,
        IReadOnlyList<Submission> submissions,
        Lane lane,
        Func<Session, IReadOnlyList<IReadOnlyList<Acceptance>>, Task<bool>> beside,
        CancellationToken stop
    )
    {
        using var activity = StartActivity(submissions);
        var cipher = await dataKeys.For(organisation, stop);
        var now = Microseconds(time.GetUtcNow());
        var eventIds = submissions.Select(_ => Guid.CreateVersion7(now)).ToList();
        var candidates = Candidate.Of(submissions);

        await using var session = await Session.Begin(database, organisation, stop);
        var (decisions, days) = await Decide(session, candidates, eventIds, now, stop);
        var newEvents = await StoreEvents(session, submissions, candidates, decisions, eventIds, cipher, now, stop);
        var outbox = new Outbox(fresh) { Lane = lane };
        foreach (var received in AcceptedNews.Received(organisation, submissions, candidates, decisions, days, now))
            outbox.Add(received);
        foreach (var fetch in AcceptedNews.ToFetch(organisation, submissions.Where((_, index) => newEvents.Contains(eventIds[index]))))
            outbox.Add(fetch);
        foreach (var refilled in AccountNews.Refilled(organisation, submissions, candidates, decisions, now))
            outbox.Add(refilled);
        var messages = outbox.Mark;
        await outbox.Flush(session, stop);
        var accepted = AcceptanceDecision.BySubmission(submissions.Count, candidates, decisions);
        if (!await beside(session, accepted))
            return null;
        Failpoint.Hit("accept.before-commit");
        await session.Commit(stop);
        backlog.Add(messages);
        Failpoint.Hit("accept.committed");
        IngestionMetrics.Count(submissions, candidates, decisions);
        ItemLog.Tell(
            log,
            LogLevel.Warning,
            organisation,
            "conflict",
            [.. AcceptanceDecision.Conflicts(candidates, decisions).Select(candidate => (Identity(candidate, submissions), (string?)null))]
        );
        return accepted;
    }

    /// <returns>With the days that are fixed for what is accepted.</returns>
    async Task<(IReadOnlyList<Acceptance> Decisions, IReadOnlyDictionary<TransactionKey, FirstAcceptance> Days)> Decide(
        Session session,
        IReadOnlyList<Candidate> candidates,
        List<Guid> eventIds,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (candidates.Count == 0)
            return ([], new Dictionary<TransactionKey, FirstAcceptance>());
        var told = await toldBefore.Of(session, candidates, stop);
        var repeated = candidates.Select(candidate => AcceptanceDecision.Repeated(candidate, told)).ToList();
        var news = candidates.Where((_, i) => repeated[i] is null).ToList();
        var first = AcceptanceDecision.First(news);
        var days = await FixedDays.Of(session, first, now, stop);
        var inserted = await AcceptStore.InsertTransactions(session, first, eventIds, days, now, stop);
        var known = news.Select(candidate => candidate.Key).Where(key => !inserted.Contains(key)).ToHashSet();
        var decided = new Queue<Acceptance>(AcceptanceDecision.Decide(news, inserted, await AcceptStore.StoredHashes(session, known, stop)));
        IReadOnlyList<Acceptance> decisions = [.. repeated.Select(acceptance => acceptance ?? decided.Dequeue())];
        var conflicts = AcceptanceDecision.Conflicts(candidates, decisions);
        if (conflicts.Count > 0)
            await AcceptStore.NoteConflicts(session, conflicts, eventIds, now, stop);
        await AcceptStore.Tally(session, now, "duplicate", decisions.Count(decision => decision == Acceptance.Duplicate), stop);
        await AcceptStore.Tally(session, now, "conflict", decisions.Count(decision => decision == Acceptance.Conflict), stop);
        return (decisions, days);
    }

    /// <summary>A payload that only repeats what is known is not kept again; a vendor's event always is, once. One without an id that wants
    /// something fetched is kept each time, because what it names may say more by now.</summary>
    static async Task<HashSet<Guid>> StoreEvents(
        Session session,
        IReadOnlyList<Submission> submissions,
        IReadOnlyList<Candidate> candidates,
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
            .Where(pair => pair.submission.EventId is not null || pair.submission.Wanted.Count > 0 || news.Contains(pair.index))
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

    static ItemIdentity Identity(Candidate candidate, IReadOnlyList<Submission> submissions) =>
        new()
        {
            Source = candidate.Key.Source,
            TransactionId = candidate.Key.Id,
            Revision = candidate.Key.Revision,
            TraceParent = submissions[candidate.Submission].TraceParent,
        };

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
