namespace AccountingSync.Console.Neighbours;

/// <summary>What each side says about a discrepancy; a side that says nothing is null.</summary>
public sealed record EvidenceSides
{
    public IReadOnlyList<SourceSays>? Source { get; init; }
    public LedgerSays? Ledger { get; init; }
    public IReadOnlyList<DocumentSays>? Platform { get; init; }
    public IReadOnlyList<AmountDifference>? Differences { get; init; }
    public CountsSay? Counts { get; init; }
    public PayoutSays? Payout { get; init; }
    public AccountSays? Account { get; init; }
    public BankSays? Bank { get; init; }
}

public sealed record SourceSays(
    int Revision,
    string Outcome,
    string? Kind = null,
    string? Currency = null,
    decimal? Gross = null,
    string? Reason = null,
    DateTimeOffset? ReceivedAt = null
);

public sealed record LedgerSays(string Part, DateOnly Date, IReadOnlyDictionary<string, decimal> Totals, DateTimeOffset PostedAt);

public sealed record DocumentSays(
    string PlatformId,
    string State,
    IReadOnlyDictionary<string, decimal>? Totals = null,
    DateTimeOffset? WrittenAt = null,
    string? Detail = null
);

public sealed record AmountDifference(string Currency, decimal Ledger, decimal Platform);

public sealed record CountsSay(long Received, long Posted, long Held, long Rejected, long Superseded, long Waiting, long Unaccounted);

/// <summary>Why a payout does not come to zero; of each kind of difference some are named and all are counted.</summary>
public sealed record PayoutSays(
    string Currency,
    decimal Gross,
    string Clearing,
    IReadOnlyDictionary<string, decimal> Residual,
    IReadOnlyDictionary<string, decimal> OnSuspense,
    decimal Unlisted,
    IReadOnlyList<ContentSays> Unrecognised,
    int UnrecognisedCount,
    IReadOnlyList<ContentSays> Missing,
    int MissingCount,
    IReadOnlyList<ContentSays> Differing,
    int DifferingCount,
    IReadOnlyList<ContentSays> Shared,
    int SharedCount,
    string? Suspense = null,
    IReadOnlyDictionary<string, decimal>? Posted = null
);

/// <param name="Posted">What its entries came to on the clearing account, by currency; null when it has none.</param>
public sealed record ContentSays(string Id, decimal Amount, IReadOnlyDictionary<string, decimal>? Posted = null, string? Why = null);

/// <summary>Why a source's account does not come from its opening to its closing balance with what was received.</summary>
/// <param name="Difference">What the closing balance is more; null without balances.</param>
/// <param name="Before">The closing balance of the period before, when it is not the opening one.</param>
/// <param name="Unheard">What was received, and moved no account of the source.</param>
public sealed record AccountSays(
    string Account,
    string Currency,
    DateOnly From,
    DateOnly Until,
    int Movements,
    int Known,
    IReadOnlyList<MovementSays> Missing,
    int MissingCount,
    IReadOnlyList<MovementSays> Differing,
    int DifferingCount,
    IReadOnlyList<string> Unheard,
    int UnheardCount,
    decimal? Opening = null,
    decimal? Closing = null,
    decimal? Difference = null,
    decimal? Before = null
);

/// <param name="Own">What the transaction itself says; null when it was never received.</param>
public sealed record MovementSays(string Id, decimal Amount, decimal? Own = null);

/// <summary>What a bank's account should show and does not, or shows and nobody expects.</summary>
/// <param name="From">And <paramref name="Until"/>: the days within which a line would have been taken for it.</param>
/// <param name="Account">Of a line of the bank; null of a payout.</param>
/// <param name="Gateways">That the bank's text names.</param>
public sealed record BankSays(
    string Currency,
    decimal Amount,
    DateOnly Day,
    DateOnly From,
    DateOnly Until,
    IReadOnlyList<string> Gateways,
    string? Account = null
);
