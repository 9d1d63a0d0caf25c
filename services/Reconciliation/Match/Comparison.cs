using AccountingSync.Accounting.Reconciliation;
using AccountingSync.Postgres;

namespace AccountingSync.Reconciliation.Match;

/// <summary>A discrepancy that was open before the run.</summary>
sealed record OpenDiscrepancy(Guid Id, DiscrepancyType Type, Subject Subject);

/// <summary>Compares all sides within one session: suspects are found by the database, judged by the domain.</summary>
sealed class Comparison(Session session, IReadOnlyDictionary<string, ConnectionSide> connections)
{
    const int AtATime = 1_000;
    readonly Dictionary<Guid, Finding> found = [];
    readonly Dictionary<Guid, string> gone = [];

    public IReadOnlyDictionary<Guid, Finding> Found => found;

    /// <summary>Discrepancies that are none any more, and why.</summary>
    public IReadOnlyDictionary<Guid, string> NoneAnyMore => gone;

    public async Task Judge(SuspectQueries suspects, DateTimeOffset settledBefore, CancellationToken stop)
    {
        List<TransactionName> names =
        [
            .. await suspects.Waiting(stop),
            .. await suspects.Overdue(stop),
            .. await suspects.Differing(stop),
            .. await suspects.NeverReceived(stop),
            .. await suspects.StandingTwice(stop),
        ];
        foreach (var chunk in names.Distinct().Chunk(AtATime))
        foreach (var revisions in (await TransactionSides.Load(session, chunk, stop)).Values)
            Add(SourceLedgerComparison.Compare(revisions, settledBefore));
        List<EntryPlace> places =
        [
            .. await suspects.NotThere(stop),
            .. await suspects.OtherTotals(stop),
            .. await suspects.OtherSums(stop),
            .. await suspects.WrittenTwice(stop),
            .. await suspects.Changed(stop),
        ];
        foreach (var chunk in places.Distinct().Chunk(AtATime))
        foreach (var there in await PlatformSides.Load(session, connections, chunk, stop))
            Add(LedgerPlatformComparison.Compare(there, settledBefore));
    }

    public async Task JudgeCounts(CancellationToken stop)
    {
        if ((await CountQuery.Counts(session, stop)).Compare() is { } finding)
            Add([finding]);
    }

    /// <summary>Looks again at what was open and was not found this time. Once told, only facts take a discrepancy back, not the clock.</summary>
    public async Task LookAgain(IReadOnlyList<OpenDiscrepancy> open, CancellationToken stop)
    {
        foreach (var chunk in open.Where(known => !found.ContainsKey(known.Id)).Chunk(AtATime))
        {
            await LookAgainAtTransactions([.. chunk.Where(known => DiscrepancyTypes.OfTransactions.Contains(known.Type))], stop);
            await LookAgainAtPlaces([.. chunk.Where(known => known.Subject.Connection is not null)], stop);
            foreach (var counts in chunk.Where(known => known.Type == DiscrepancyType.CountsDiffer))
            {
                await JudgeCounts(stop);
                if (!found.ContainsKey(counts.Id))
                    gone.Add(counts.Id, "The counts add up now.");
            }
        }
    }

    async Task LookAgainAtTransactions(IReadOnlyList<OpenDiscrepancy> open, CancellationToken stop)
    {
        if (open.Count == 0)
            return;
        static TransactionName Name(OpenDiscrepancy known) => new(known.Subject.Source!, known.Subject.TransactionId!);
        var sides = await TransactionSides.Load(session, [.. open.Select(Name).Distinct()], stop);
        foreach (var known in open)
        {
            var revisions = sides.GetValueOrDefault(Name(known)) ?? [];
            Keep(
                known,
                SourceLedgerComparison.Compare(revisions, DateTimeOffset.MaxValue),
                () => SourceLedgerComparison.WhyGone(known.Type, known.Subject, revisions)
            );
        }
    }

    async Task LookAgainAtPlaces(IReadOnlyList<OpenDiscrepancy> open, CancellationToken stop)
    {
        if (open.Count == 0)
            return;
        var places = open.Select(known => new EntryPlace(
                known.Subject.Connection!,
                known.Subject.EntryId,
                known.Subject.EntryId is null ? known.Subject.PlatformId : null
            ))
            .ToList();
        foreach (var (known, there) in open.Zip(await PlatformSides.Load(session, connections, places, stop)))
            Keep(
                known,
                LedgerPlatformComparison.Compare(there, DateTimeOffset.MaxValue),
                () => LedgerPlatformComparison.WhyGone(known.Type, known.Subject, there)
            );
    }

    void Keep(OpenDiscrepancy known, IReadOnlyList<Finding> findings, Func<string> whyGone)
    {
        var same = findings.FirstOrDefault(finding => IdOf(finding) == known.Id);
        if (same is not null)
            found[known.Id] = same;
        else
            gone.Add(known.Id, whyGone());
    }

    void Add(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            found[IdOf(finding)] = finding;
    }

    Guid IdOf(Finding finding) => DiscrepancyId.For(session.Organisation!, finding.Type, finding.Subject);
}
