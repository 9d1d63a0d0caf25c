using AccountingSync.Accounting.Matching;
using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Controls;
using AccountingSync.Reconciliation.Match;

namespace AccountingSync.Reconciliation.Bank;

/// <summary>Matches what banks say with what the books expect, currency by currency: all lines of it anew, so that what comes of it does not depend on
/// what came first, and no more is written than has changed.</summary>
static class DueMatches
{
    const string Answered = "A match was found or is proposed, or nothing moves the account any more.";
    const string NotAsked = "It is not expected to be answered any more.";

    /// <param name="Since">Lines of earlier days were not looked at.</param>
    sealed record Matched(string Currency, DateOnly Since, IReadOnlyList<StoredLine> Lines, MatchingResult Result, IReadOnlyList<FoundMatch> Found);

    /// <param name="all">Also those of which there is no news.</param>
    public static async Task Judge(Session session, bool all, DateTimeOffset now, DateTimeOffset refreshBefore, ILogger log, CancellationToken stop)
    {
        IReadOnlyList<string> currencies = await BankNewsStore.Take(session, now, stop);
        if (all)
        {
            await BankLineStore.AddForgotten(session, stop);
            currencies = [.. currencies.Union(await BankNewsStore.All(session, stop)).Order(StringComparer.Ordinal)];
        }
        // Whoever has no bank has nothing to match, and pays nothing for it. A statement is news in its currency by itself.
        if (currencies.Count == 0 || !await BankNewsStore.HasBank(session, stop))
            return;
        var matched = new List<Matched>();
        foreach (var currency in currencies)
            matched.Add(await Match(session, currency, stop));
        // Of all currencies first, since a line may have moved from one to another: it must be free before another match settles it.
        var takenBack = 0;
        foreach (var one in matched)
            takenBack += await BankMatchStore.TakeBack(session, one.Currency, one.Since, one.Found, stop);
        var written = 0;
        foreach (var one in matched)
        {
            written += await BankMatchStore.Write(session, one.Currency, one.Found, now, stop);
            await JudgeAlone(session, one, now, refreshBefore, stop);
        }
        if (written + takenBack > 0)
            log.LogInformation(
                "Matched the bank of {Organisation} in {Currencies}: {Accepted} accepted, {Proposals} proposed, {Unmatched} alone; {Written} new or changed, {TakenBack} taken back",
                session.Organisation,
                string.Join(", ", currencies),
                matched.Sum(one => one.Result.Accepted.Count),
                matched.Sum(one => one.Result.Proposals.Count),
                matched.Sum(one => one.Result.Unmatched.Count),
                written,
                takenBack
            );
    }

    static async Task<Matched> Match(Session session, string currency, CancellationToken stop)
    {
        var since = await BankRows.Since(session, currency, stop);
        var lines = await BankRows.Open(session, currency, since, stop);
        var sides = lines.ToLookup(line => line.Line.Side, line => line.Line);
        var result = BankMatching.Of(
            [.. sides[MatchSide.Books]],
            [.. sides[MatchSide.Bank]],
            MatchRules.Standard,
            await BankRows.Rejected(session, currency, stop)
        );
        return new Matched(currency, since, lines, result, FoundMatch.Of(session.Organisation!, currency, result));
    }

    static async Task JudgeAlone(Session session, Matched matched, DateTimeOffset now, DateTimeOffset refreshBefore, CancellationToken stop)
    {
        var unmatched = matched.Result.Unmatched.Select(line => (line.Side, line.Id)).ToHashSet();
        var alone = matched.Lines.Where(line => unmatched.Contains((line.Line.Side, line.Line.Id))).ToList();
        var findings = BankFindings.Of(
            alone,
            await BankDiscrepancyRows.Gateways(session, stop),
            await BankRows.Covered(session, matched.Currency, stop),
            await BankRows.Paid(session, matched.Currency, stop),
            MatchRules.Standard,
            DateOnly.FromDateTime(now.UtcDateTime)
        );
        var found = findings.Found.ToDictionary(finding => DiscrepancyId.For(session.Organisation!, finding.Type, finding.Subject));
        var still = alone.Select(line => (line.Source, line.Id)).ToHashSet();
        var gone = (await BankDiscrepancyRows.Open(session, matched.Currency, stop))
            .Where(open => !found.ContainsKey(open.Id))
            .ToDictionary(open => open.Id, open => still.Contains((open.Source, open.TransactionId)) ? NotAsked : Answered);
        var news = await DiscrepancyStore.Found(session, found, now, refreshBefore, stop);
        var resolved = await DiscrepancyStore.Resolve(session, gone, now, stop);
        ReconciliationMetrics.Judged([.. news.Select(id => found[id])], resolved);
        if (findings.NextDay is { } next)
            await BankNewsStore.Add(session, matched.Currency, new DateTimeOffset(next, TimeOnly.MinValue, TimeSpan.Zero), stop);
    }
}
