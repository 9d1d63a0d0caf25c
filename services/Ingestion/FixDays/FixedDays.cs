using AccountingSync.Accounting.Days;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Postgres;

namespace AccountingSync.Ingestion.FixDays;

/// <summary>Fixes the business days of what a session accepts.</summary>
static class FixedDays
{
    /// <summary>What the candidates must be looked up for. Where nothing was ever set, that is only whether there was an earlier revision to name when it
    /// came; a first revision, which nearly all are, has none but one that an export told.</summary>
    public static bool MayBeKnown(Candidate candidate, DaySettings settings) => settings.Any || candidate.Key.Revision > 1;

    /// <returns>For each of them, once for each key.</returns>
    public static async Task<IReadOnlyDictionary<TransactionKey, FirstAcceptance>> Of(
        Session session,
        IReadOnlyList<Candidate> candidates,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        var settings = await DaySettingStore.ForAccepting(session, stop);
        var asked = candidates.Where(candidate => MayBeKnown(candidate, settings)).Select(candidate => candidate.Key).ToList();
        var known = asked.Count == 0 ? [] : await KnownRevisionsQuery.Of(session, asked, stop);
        return Of(candidates, now, settings, fact => known.GetValueOrDefault(fact, []));
    }

    /// <summary>Pure.</summary>
    /// <param name="known">What is accepted already of a fact, the first revision first.</param>
    public static IReadOnlyDictionary<TransactionKey, FirstAcceptance> Of(
        IReadOnlyList<Candidate> candidates,
        DateTimeOffset now,
        DaySettings settings,
        Func<(string Source, string Id), IReadOnlyList<KnownRevision>> known
    )
    {
        var days = new Dictionary<TransactionKey, FirstAcceptance>(candidates.Count);
        foreach (var candidate in candidates)
        {
            var (source, id, _) = candidate.Key;
            days.TryAdd(candidate.Key, DayFixing.Of(candidate.Transaction.OccurredAt, now, settings.For(source), known((source, id))));
        }
        return days;
    }
}
