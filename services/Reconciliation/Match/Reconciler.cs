using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Accounts;
using AccountingSync.Reconciliation.Bank;
using AccountingSync.Reconciliation.Collect;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Payouts;
using Npgsql;

namespace AccountingSync.Reconciliation.Match;

/// <summary>Runs the comparison for one organisation: within one session, and never two at once.</summary>
public sealed class Reconciler(
    ReconciliationOptions options,
    OpenDiscrepancies gauge,
    FreshMessages fresh,
    TimeProvider time,
    ILogger<Reconciler> log
)
{
    const int NewsInLog = 20;

    /// <summary>A discrepancy that is simply still there is noted as seen no more often than this.</summary>
    static readonly TimeSpan SeenAgain = TimeSpan.FromMinutes(1);

    /// <summary>When what waits for its turn at a platform is looked at again. That it was written is news and looked at by itself.</summary>
    static readonly TimeSpan InLineAgain = TimeSpan.FromMinutes(15);

    /// <summary>One continuous round over what there is news of. Null when another run is at work on the organisation.</summary>
    public async Task<Round?> Continue(NpgsqlDataSource database, string organisation, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        if (!await RunStore.TryLock(session, stop))
            return null;
        var now = time.GetUtcNow();
        var news = await ToCheckStore.Take(session, now, options.EntriesPerRound, stop);
        await ToCheckStore.AddUnknown(session, news.Entries, now - options.Settle, options.Settle, stop);
        await ToCheckStore.AddWaiting(session, news.Entries, now - options.Settle, now + InLineAgain, stop);
        await DuePayoutStore.NoteNews(session, news.Entries, now, stop);
        CompareScope scope = await ConnectionStore.TakeNew(session, stop) ? new CompareScope.Everything() : new CompareScope.Entries(news.Entries);
        if (scope is CompareScope.Entries)
            await session.LookUpByKey(stop);
        var (run, isMoreDue) = await Run(session, RunKind.Continuous, scope, options.Settle, now, stop);
        return new Round(run, isMoreDue || news.Taken == options.EntriesPerRound);
    }

    /// <summary>Compares everything now. Of payouts that did not come to zero the ledger is asked; its answer comes a moment later.</summary>
    /// <param name="settle">How long something may be on its way; null for the service's own setting.</param>
    public async Task<Run> Everything(NpgsqlDataSource database, string organisation, TimeSpan? settle, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        await RunStore.Lock(session, stop);
        await ConnectionStore.TakeNew(session, stop);
        var now = time.GetUtcNow();
        await DuePayoutStore.NoteOpen(session, now, settle ?? options.Settle, stop);
        return (await Run(session, RunKind.Requested, new CompareScope.Everything(), settle ?? options.Settle, now, stop)).Run;
    }

    async Task<(Run Run, bool IsMoreDue)> Run(
        Session session,
        RunKind kind,
        CompareScope scope,
        TimeSpan settle,
        DateTimeOffset started,
        CancellationToken stop
    )
    {
        var comparison = new Comparison(session, await ConnectionStore.All(session, stop));
        var settledBefore = started - settle;
        await comparison.Judge(SuspectQueries.For(session, scope, settledBefore, options.SuspectsPerRun), settledBefore, stop);
        if (scope is CompareScope.Everything)
            await comparison.JudgeCounts(stop);
        await comparison.LookAgain(await DiscrepancyStore.Open(session, stop), stop);

        var refreshBefore = kind == RunKind.Requested ? started : started - SeenAgain;
        var news = await DiscrepancyStore.Found(session, comparison.Found, started, refreshBefore, stop);
        await DiscrepancyStore.Resolve(session, comparison.NoneAnyMore, started, stop);
        var areMoreAccountsDue = await DueAccounts.Judge(session, started, refreshBefore, log, stop);
        await DueMatches.Judge(session, scope is CompareScope.Everything, started, refreshBefore, log, stop);
        var compared = await ComparedCounts.Of(session, scope, stop);
        var open = await DiscrepancyStore.OpenByType(session, stop);
        var run = new Run(
            Guid.CreateVersion7(started),
            kind,
            started,
            time.GetUtcNow(),
            1,
            compared.Transactions,
            compared.Entries,
            compared.Documents,
            news.Count,
            comparison.NoneAnyMore.Count,
            open.Values.Sum()
        );
        await RunStore.Record(session, run, stop);
        var outbox = new Outbox(fresh);
        var isMoreDue = await PayoutQuestions.Ask(session, outbox, started, stop);
        await outbox.Flush(session, stop);
        // Last: those who write to these rows wait for it.
        await OvertakenStore.TakeOut(session, settledBefore, options.SuspectsPerRun, stop);
        Failpoint.Hit("reconcile.before-commit");
        await session.Commit(stop);
        Failpoint.Hit("reconcile.committed");
        Tell(session.Organisation!, run, [.. news.Select(id => comparison.Found[id])], open);
        return (run, isMoreDue || areMoreAccountsDue);
    }

    void Tell(string organisation, Run run, IReadOnlyList<Finding> news, IReadOnlyDictionary<DiscrepancyType, long> open)
    {
        gauge.Set(organisation, open);
        ReconciliationMetrics.Ran(run, news);
        foreach (var finding in news.Take(NewsInLog))
            log.LogWarning(
                "Discrepancy of {Organisation}: {Type} {Source} {TransactionId} {Revision} {EntryId} {Connection} {PlatformId}",
                organisation,
                DiscrepancyTypes.Name(finding.Type),
                finding.Subject.Source,
                finding.Subject.TransactionId,
                finding.Subject.Revision,
                finding.Subject.EntryId,
                finding.Subject.Connection,
                finding.Subject.PlatformId
            );
        if (run.Kind == RunKind.Requested || run.Found > 0 || run.Resolved > 0)
            log.LogInformation(
                "Reconciled {Organisation} ({Kind}): {Transactions} transactions, {Entries} entries, {Documents} documents; {Found} found, {Resolved} resolved, {StillOpen} open",
                organisation,
                run.Kind,
                run.Transactions,
                run.Entries,
                run.Documents,
                run.Found,
                run.Resolved,
                run.StillOpen
            );
    }
}
