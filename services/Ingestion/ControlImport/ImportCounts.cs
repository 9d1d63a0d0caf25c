using AccountingSync.Ingestion.Accept;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary>How many lines or rows became what.</summary>
sealed record ImportCounts(long Accepted, long Duplicates, long Conflicts, long Rejected, long Skipped)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0);

    public long Lines => Accepted + Duplicates + Conflicts + Rejected + Skipped;

    public static ImportCounts Of(IReadOnlyCollection<Acceptance> acceptances, int rejected, int skipped) =>
        new(
            acceptances.Count(one => one == Acceptance.Accepted),
            acceptances.Count(one => one == Acceptance.Duplicate),
            acceptances.Count(one => one == Acceptance.Conflict),
            rejected,
            skipped
        );
}
