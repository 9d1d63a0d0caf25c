using System.Diagnostics;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.Access;
using AccountingSync.Ingestion.ReceiveImport;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>Takes in what a vendor lists, page by page: each is read as webhooks are, and committed with the place where the list goes on.</summary>
sealed class PullRun(
    PullPages pages,
    IEnumerable<ISourceSystem> systems,
    AcceptBatch batch,
    BatchPace pace,
    NpgsqlDataSource database,
    TimeProvider time
)
{
    /// <param name="asked">A person asked for it: it works outside of its window, too.</param>
    public async Task<PullOutcome> List(PullRecord pull, Connection connection, PullRunRecord run, PullMark mark, bool asked, CancellationToken stop)
    {
        var position = run.Position;
        do
        {
            if (!asked && !pull.Schedule.IsOpen(time.GetUtcNow()))
                return new PullOutcome.Interrupted("Its window is closed now; it goes on with the next one.");
            var (page, end) = await pages.Ask(connection, run, position, stop);
            if (end is not null)
                return end;
            if (!await Take(pull.Organisation, connection, run, mark, page!, stop))
                return new PullOutcome.Interrupted("It was paused, or another process took it over.");
            Failpoint.Hit("pull.page-taken");
            position = page!.Next;
        } while (position is not null);
        return new PullOutcome.Done();
    }

    async Task<bool> Take(string organisation, Connection connection, PullRunRecord run, PullMark mark, EventPage.Listed page, CancellationToken stop)
    {
        using var turn = await pace.Begin(stop);
        using var trace = ChunkTrace.Start("pull page");
        trace?.SetTag("accountingsync.source", connection.Name);
        var system = systems.Single(system => system.Name == connection.SourceSystem);
        // The list has events of all kinds, also those that the vendor was never asked to send: what books nothing is not kept.
        var submissions = page
            .Events.Select(kept => ToSubmission(organisation, connection, system, kept, trace))
            .Where(submission => submission.Disposition != Disposition.Ignored)
            .ToList();
        if (submissions.Count > 0)
            return await batch.Accept(organisation, submissions, Lane.Batch, (session, all) => Note(session, all), stop) is not null;
        await using var empty = await Session.Begin(database, organisation, stop);
        if (!await Note(empty, []))
            return false;
        await empty.Commit(stop);
        return true;

        async Task<bool> Note(Session session, IReadOnlyList<IReadOnlyList<Acceptance>> acceptances)
        {
            if (!await PullRunStore.Advance(session, mark, Counts(page.Events.Count, submissions, acceptances), page.Next, time.GetUtcNow(), stop))
                return false;
            if (page.Next is null)
                await PullStore.AskedUntil(session, connection.Name, run.BeganFrom, run.Until, stop);
            return true;
        }
    }

    static Submission ToSubmission(string organisation, Connection connection, ISourceSystem system, ReadOnlyMemory<byte> kept, Activity? trace)
    {
        var said = system.Read(connection.Name, kept);
        // Its own bytes are the only identity of what cannot be read.
        if (said is SourceEvent.Unreadable(var why))
            said = new SourceEvent.Unknown($"unreadable {VendorJson.Fingerprint(kept)}", "unreadable", why);
        return WebhookSubmission.From(organisation, connection.Name, Accept.Submission.Poll, kept, said, trace?.Id)
            ?? throw new UnreachableException();
    }

    static PullCounts Counts(int listed, IReadOnlyList<Submission> submissions, IReadOnlyList<IReadOnlyList<Acceptance>> acceptances)
    {
        long Of(Acceptance acceptance) => acceptances.Sum(one => one.Count(each => each == acceptance));
        return new PullCounts(
            Pages: 1,
            listed,
            Of(Acceptance.Accepted),
            Of(Acceptance.Duplicate),
            Of(Acceptance.Conflict),
            submissions.Count(submission => submission.Disposition == Disposition.Unknown)
        );
    }
}
