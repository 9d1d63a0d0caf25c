using System.Text.Json;

namespace AccountingSync.Console.Neighbours;

/// <summary>How many transactions are where, and what does not agree.</summary>
public sealed record ReconciliationSummary(long Posted, long Held, long Rejected, long Superseded, long DiscrepanciesOpen);

/// <param name="Type">What kind of difference it is.</param>
/// <param name="Evidence">What the sides say; which members it has depends on the type.</param>
/// <param name="State">open or resolved.</param>
/// <param name="TimesOpened">More than one when it came back.</param>
/// <param name="Resolution">How it ended.</param>
public sealed record Discrepancy(
    Guid Id,
    string Type,
    JsonElement Evidence,
    string State,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    DateTimeOffset OpenedAt,
    int TimesOpened,
    string? Source = null,
    string? TransactionId = null,
    int? Revision = null,
    Guid? EntryId = null,
    string? Connection = null,
    string? PlatformId = null,
    DateTimeOffset? ResolvedAt = null,
    string? Resolution = null
);

/// <summary>One comparison of all sides; continuous rounds that find nothing new share one.</summary>
/// <param name="Kind">continuous or requested.</param>
/// <param name="StillOpen">Discrepancies that were open when it finished.</param>
public sealed record ReconciliationRun(
    Guid Id,
    string Kind,
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

/// <summary>What a platform is known to hold of an entry.</summary>
/// <param name="State">written, refused, edited, deleted or doubled.</param>
public sealed record PlatformSide(
    string Connection,
    string State,
    string? PlatformId = null,
    DateTimeOffset? WrittenAt = null,
    string? Detail = null
);

public sealed record MatchedEntry(
    Guid EntryId,
    string Part,
    DateOnly Date,
    IReadOnlyDictionary<string, decimal> Totals,
    DateTimeOffset PostedAt,
    IReadOnlyList<PlatformSide> Platform
);

/// <summary>One revision of a source transaction as all sides know it.</summary>
/// <param name="Outcome">received, held, posted, rejected or superseded.</param>
public sealed record MatchedRevision(
    int Revision,
    string Outcome,
    IReadOnlyList<MatchedEntry> Entries,
    DateTimeOffset? ReceivedAt = null,
    string? Kind = null,
    string? Currency = null,
    decimal? Gross = null,
    string? Reason = null,
    string? TraceId = null
);

/// <summary>Whether all sides agree.</summary>
public sealed class Reconciliation(HttpClient http) : PipelineService(http, "reconciliation")
{
    static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan MetricsLimit = TimeSpan.FromSeconds(30);

    public Task<ReconciliationSummary> Summary(string organisation, CancellationToken stop) =>
        Get<ReconciliationSummary>(InternalAddress.Of("summary", ("organisation", organisation)), stop);

    /// <summary>The newest first.</summary>
    /// <param name="state">open, resolved or all.</param>
    public Task<IReadOnlyList<Discrepancy>> Discrepancies(string organisation, string state, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<Discrepancy>>(
            InternalAddress.Of("discrepancies", ("organisation", organisation), ("state", state), ("limit", limit)),
            stop
        );

    /// <summary>What somebody changed in a platform and is to be corrected, the newest first.</summary>
    /// <param name="state">open, resolved or all.</param>
    public Task<IReadOnlyList<Discrepancy>> Corrections(string organisation, string state, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<Discrepancy>>(InternalAddress.Of("corrections", ("organisation", organisation), ("state", state), ("limit", limit)), stop);

    public Task<OperationalMetrics> Metrics(string organisation, int hours, CancellationToken stop) =>
        Get<OperationalMetrics>(InternalAddress.Of("metrics", ("organisation", organisation), ("hours", hours)), stop, MetricsLimit);

    public Task<IReadOnlyList<ReconciliationRun>> Runs(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<ReconciliationRun>>(InternalAddress.Of("reconciliations", ("organisation", organisation)), stop);

    public Task<ReconciliationRun> Run(string organisation, CancellationToken stop) =>
        Post<ReconciliationRun>(InternalAddress.Of("reconciliations", ("organisation", organisation)), null, stop, RunLimit);

    /// <summary>Every revision of a source transaction, oldest first.</summary>
    public Task<IReadOnlyList<MatchedRevision>> Timeline(string organisation, string source, string id, CancellationToken stop) =>
        Get<IReadOnlyList<MatchedRevision>>(InternalAddress.Of("timeline", ("organisation", organisation), ("source", source), ("id", id)), stop);
}
