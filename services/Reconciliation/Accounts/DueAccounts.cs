using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Accounts;

/// <summary>Looks at periods of sources' accounts of which there is news, and again at those with a gap until it is closed: at once what just came, and
/// what lasts ever more seldom, for nothing may come of it any more.</summary>
static class DueAccounts
{
    /// <summary>Of one round; each may be about thousands of movements.</summary>
    const int Most = 50;

    static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>A pause is this part of the time since the period was told.</summary>
    const int PartOfAge = 10;

    /// <param name="refreshBefore">What is found again is noted as seen when that was noted before then.</param>
    /// <returns>Whether there may be more.</returns>
    public static async Task<bool> Judge(Session session, DateTimeOffset now, DateTimeOffset refreshBefore, ILogger log, CancellationToken stop)
    {
        var due = await AccountRows.Due(session, now, Most, stop);
        if (due.Count == 0)
            return false;
        var found = new Dictionary<Guid, Finding>();
        var gone = new Dictionary<Guid, string>();
        foreach (var (name, toldAt) in due)
        {
            var side = await AccountRows.Read(session, name, DateOnly.FromDateTime(now.UtcDateTime), stop);
            var comparison = new AccountComparison(side);
            var again = comparison.State is AccountState.Gap or AccountState.Waiting ? now + Pause(now - toldAt) : (DateTimeOffset?)null;
            await AccountRows.Judged(session, name, side, comparison, now, again, stop);
            var about = new Subject { Source = side.Source, Period = side.Name };
            var id = DiscrepancyId.For(session.Organisation!, DiscrepancyType.SourceIncomplete, about);
            if (comparison.Finding() is { } finding)
                found[id] = finding;
            else if (comparison.IsTold)
                gone[id] =
                    comparison.UnderWay == 0
                        ? "All that moved the account was received."
                        : "All that moved the account was received, but what is still under way.";
        }
        var news = await DiscrepancyStore.Found(session, found, now, refreshBefore, stop);
        var resolved = await DiscrepancyStore.Resolve(session, gone, now, stop);
        ReconciliationMetrics.Judged([.. news.Select(id => found[id])], resolved);
        foreach (var finding in news.Select(id => found[id]))
            log.LogWarning(
                "Discrepancy of {Organisation}: {Type} {Source} {Period}",
                session.Organisation,
                DiscrepancyTypes.Name(finding.Type),
                finding.Subject.Source,
                finding.Subject.Period
            );
        return due.Count == Most;
    }

    /// <summary>Pure.</summary>
    /// <param name="age">Since the source told of the period last.</param>
    public static TimeSpan Pause(TimeSpan age) => TimeSpan.FromTicks(Math.Clamp(age.Ticks / PartOfAge, ShortestPause.Ticks, LongestPause.Ticks));
}
