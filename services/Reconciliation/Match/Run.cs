namespace AccountingSync.Reconciliation.Match;

public enum RunKind
{
    /// <summary>Rounds that compare what there is news of, every few seconds.</summary>
    Continuous,

    /// <summary>Somebody asked: everything was compared.</summary>
    Requested,
}

/// <param name="Rounds">Continuous rounds that find nothing new share one run.</param>
/// <param name="Transactions">Source transactions, entries and documents that were compared.</param>
/// <param name="Found">Discrepancies that were new, or open again.</param>
/// <param name="StillOpen">Open ones when it finished.</param>
public record Run(
    Guid Id,
    RunKind Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset FinishedAt,
    int Rounds,
    long Transactions,
    long Entries,
    long Documents,
    long Found,
    long Resolved,
    long StillOpen
);

/// <param name="Full">Whether it took as much as a round takes: there may be more.</param>
public readonly record struct Round(Run Run, bool Full);
