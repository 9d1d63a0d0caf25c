using System.Net;

namespace AccountingSync.Console.Neighbours;

/// <summary>A month of the books that is closed.</summary>
/// <param name="Period">Like 2026-03.</param>
/// <param name="AskedBy">Who wishes it to be opened again; null when nobody does.</param>
/// <param name="Waiting">Entries that wait for it.</param>
public sealed record ClosedPeriod(
    string Period,
    string ClosedBy,
    DateTimeOffset ClosedAt,
    long Waiting,
    string? AskedBy = null,
    DateTimeOffset? AskedAt = null,
    string? AskedWhy = null
);

public sealed record PeriodDecision(DateOnly FirstDay, string Decision, string DecidedBy, DateTimeOffset DecidedAt, string? Reason = null);

/// <summary>An entry of a closed period, as it was drafted.</summary>
public sealed record DraftedEntry(
    Guid EntryId,
    string Source,
    string TransactionId,
    int Revision,
    string Part,
    DateOnly Date,
    string Description,
    IReadOnlyList<EntryLine> Lines
);

public sealed record WaitingEntry(DraftedEntry Entry, string Reason, DateTimeOffset WaitingSince);

public sealed record PostedLater(int Posted);

/// <summary>The periods of the books.</summary>
public sealed class LedgerPeriods(HttpClient http) : Neighbour(http, "ledger-writer")
{
    static readonly TimeSpan DecisionLimit = TimeSpan.FromSeconds(30);

    public Task<IReadOnlyList<ClosedPeriod>> Closed(string organisation, CancellationToken stop) =>
        Get<IReadOnlyList<ClosedPeriod>>(InternalAddress.Of("periods", ("organisation", organisation)), stop);

    /// <summary>The latest first.</summary>
    public Task<IReadOnlyList<PeriodDecision>> Decisions(string organisation, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<PeriodDecision>>(InternalAddress.Of("periods/decisions", ("organisation", organisation), ("limit", limit)), stop);

    /// <summary>The longest waiting first.</summary>
    /// <param name="period">A day in it; null for all.</param>
    public Task<IReadOnlyList<WaitingEntry>> Waiting(string organisation, DateOnly? period, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<WaitingEntry>>(
            InternalAddress.Of("periods/waiting", ("organisation", organisation), ("period", period), ("limit", limit)),
            stop
        );

    /// <param name="verb">close, ask, decline or reopen.</param>
    /// <returns>Why not; null when it is done.</returns>
    public async Task<string?> Decide(string organisation, string period, string verb, string by, string? reason, CancellationToken stop)
    {
        using var response = await SendPost(
            InternalAddress.Of($"periods/{period}/{verb}", ("organisation", organisation)),
            new { By = by, Reason = reason },
            DecisionLimit,
            stop
        );
        if (response.StatusCode == HttpStatusCode.Conflict)
            return await Refusal.Title(response, stop);
        await Read<Decided>(response, stop);
        return null;
    }

    public async Task<int> PostLater(string organisation, string by, IReadOnlyList<Guid> entryIds, CancellationToken stop) =>
        (
            await Post<PostedLater>(
                InternalAddress.Of("periods/waiting/post", ("organisation", organisation)),
                new { By = by, EntryIds = entryIds },
                stop,
                DecisionLimit
            )
        ).Posted;

    sealed record Decided(string Period);
}
