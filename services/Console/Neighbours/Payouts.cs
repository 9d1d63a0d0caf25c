namespace AccountingSync.Console.Neighbours;

/// <summary>A payout whose rule asserts that an account comes to zero over it and what it settles.</summary>
/// <param name="State">unknown, waiting, zero, suspense or residual.</param>
/// <param name="Contents">How many things it settles; 0 when the source does not say.</param>
/// <param name="Residual">What was left on the clearing account, by currency; null until it was looked at.</param>
public sealed record Payout(
    string Source,
    string Id,
    int Revision,
    DateTimeOffset OccurredAt,
    string Currency,
    decimal Gross,
    string State,
    int Contents,
    string Clearing,
    string? Suspense = null,
    IReadOnlyDictionary<string, decimal>? Residual = null,
    IReadOnlyDictionary<string, decimal>? OnSuspense = null,
    DateTimeOffset? CheckedAt = null
);

/// <param name="Kind">Null for what the source can name and not tell.</param>
/// <param name="Posted">What its entries came to on the clearing account, by currency; null when it had none.</param>
/// <param name="Outcome">What became of it; null when it was never heard of.</param>
public sealed record PayoutContent(
    string Id,
    decimal Amount,
    string? Kind = null,
    IReadOnlyDictionary<string, decimal>? Posted = null,
    string? Outcome = null,
    string? Reason = null
);

public sealed record PayoutDetail(Payout Payout, IReadOnlyList<PayoutContent> Contents);

/// <summary>Whether payouts come to zero.</summary>
public sealed class Payouts(HttpClient http) : Neighbour(http, "reconciliation")
{
    /// <summary>The newest first.</summary>
    /// <param name="state">Null for all.</param>
    public Task<IReadOnlyList<Payout>> List(string organisation, string? state, int limit, CancellationToken stop) =>
        Get<IReadOnlyList<Payout>>(InternalAddress.Of("payouts", ("organisation", organisation), ("state", state), ("limit", limit)), stop);

    /// <returns>Null when no rule asserted anything about it.</returns>
    public async Task<PayoutDetail?> One(string organisation, string source, string id, CancellationToken stop) =>
        (
            await Get<IReadOnlyList<PayoutDetail>>(InternalAddress.Of("payout", ("organisation", organisation), ("source", source), ("id", id)), stop)
        ).SingleOrDefault();
}
