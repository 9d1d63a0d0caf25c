namespace AccountingSync.Console.Neighbours;

/// <summary>The operational figures of the last hours.</summary>
/// <param name="Accuracy">Of each active connection.</param>
/// <param name="AcceptedToPosted">Until the ledger had the entry, so until reports show it; without what waited for a rule or a person.</param>
/// <param name="AcceptedToPushed">Of each connection, until the platform said that it holds the entry; without what waited for a rule or a person.</param>
public sealed record OperationalMetrics(
    DateTimeOffset Since,
    DateTimeOffset Until,
    ReconciliationTime Reconciliation,
    IReadOnlyList<PlatformAccuracy> Accuracy,
    Latency AcceptedToPosted,
    IReadOnlyList<PlatformLatency> AcceptedToPushed
);

/// <summary>How long comparing the sides took, and how long a discrepancy stood.</summary>
/// <param name="Rounds">Comparisons; several may share a run.</param>
/// <param name="EntriesCompared">Ledger entries that were compared with the platforms.</param>
/// <param name="MeanSeconds">Of a round; not there when there was none.</param>
/// <param name="Resolution">From when a discrepancy was opened until it was none any more.</param>
public sealed record ReconciliationTime(
    long Runs,
    long Rounds,
    long EntriesCompared,
    long Found,
    long Resolved,
    long StillOpen,
    Latency Resolution,
    DateTimeOffset? LastFinishedAt = null,
    double? MeanSeconds = null,
    double? LongestSeconds = null
);

/// <summary>The data-entry accuracy rate of a connection.</summary>
/// <param name="Expected">Entries that are to be there by now.</param>
/// <param name="Correct">Of these, the ones that the platform holds as the ledger has them.</param>
/// <param name="Rate">From 0 to 1, rounded down at the sixth decimal, so that 1 means all; not there when nothing is expected.</param>
public sealed record PlatformAccuracy(string Connection, string Platform, long Expected, long Correct, decimal? Rate = null);

/// <summary>Percentiles in seconds; not there when nothing was measured.</summary>
public sealed record Latency(long Count, double? P50 = null, double? P95 = null, double? P99 = null, double? Max = null);

/// <summary>The latency of a connection.</summary>
public sealed record PlatformLatency(string Connection, Latency Seconds);
