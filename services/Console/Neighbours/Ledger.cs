namespace AccountingSync.Console.Neighbours;

public sealed record AccountBalance(string Account, string Currency, decimal Balance);

/// <param name="Head">Number and hash of the last seal.</param>
/// <param name="Problem">Null when every seal agrees with the entries that it covers.</param>
public sealed record AuditReport(string Organisation, long Seals, long EntriesSealed, long EntriesNotSealedYet, string Head, string? Problem = null);

/// <summary>The books.</summary>
public sealed class Ledger(HttpClient http) : PipelineService(http, "ledger-writer")
{
    /// <summary>The most entries that the service lists at once.</summary>
    public const int MaxEntries = 1_000;

    /// <summary>The whole chain is computed again from every entry.</summary>
    static readonly TimeSpan AuditLimit = TimeSpan.FromMinutes(5);

    public Task<IReadOnlyList<AccountBalance>> TrialBalance(string organisation, DateOnly? asOf, DateTimeOffset? knownAt, CancellationToken stop) =>
        Get<IReadOnlyList<AccountBalance>>(
            InternalAddress.Of("trial-balance", ("organisation", organisation), ("asOf", asOf), ("knownAt", knownAt)),
            stop
        );

    public Task<IReadOnlyList<PostedEntry>> Entries(string organisation, EntryFilter filter, CancellationToken stop) =>
        Get<IReadOnlyList<PostedEntry>>(
            InternalAddress.Of(
                "entries",
                ("organisation", organisation),
                ("source", filter.Source),
                ("transactionId", filter.TransactionId),
                ("account", filter.Account),
                ("from", filter.From),
                ("to", filter.To),
                ("after", filter.After),
                ("newest", filter.Newest ? "true" : null),
                ("limit", filter.Limit)
            ),
            stop
        );

    /// <returns>Null when there is none.</returns>
    public async Task<PostedEntry?> Entry(string organisation, Guid id, CancellationToken stop) =>
        (
            await Get<IReadOnlyList<PostedEntry>>(InternalAddress.Of("entries/by-id", ("organisation", organisation), ("id", id)), stop)
        ).SingleOrDefault();

    public Task<AuditReport> Audit(string organisation, CancellationToken stop) =>
        Get<AuditReport>(InternalAddress.Of("audit", ("organisation", organisation)), stop, AuditLimit);
}
