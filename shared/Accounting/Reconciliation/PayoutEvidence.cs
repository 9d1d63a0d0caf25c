namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Why a payout does not come to zero.</summary>
public sealed record PayoutEvidence
{
    /// <summary>Of each kind of difference so many are named; the counts are of all.</summary>
    public const int MostNamed = 50;

    public required string Currency { get; init; }
    public required decimal Gross { get; init; }
    public required string Clearing { get; init; }

    /// <summary>What the payout's own entry took from the account, by currency; empty when it is not in the books.</summary>
    public required IReadOnlyDictionary<string, decimal> Posted { get; init; }

    /// <summary>What is left on the account, by currency; empty when it is zero.</summary>
    public required IReadOnlyDictionary<string, decimal> Residual { get; init; }
    public string? Suspense { get; init; }

    /// <summary>What lies on suspense, by currency; empty when nothing does.</summary>
    public required IReadOnlyDictionary<string, decimal> OnSuspense { get; init; }

    /// <summary>What the gross is more than all contents together; the source lists nothing for it.</summary>
    public required decimal Unlisted { get; init; }

    /// <summary>What the source can name and not tell.</summary>
    public required IReadOnlyList<ContentEvidence> Unrecognised { get; init; }

    /// <summary>What has no entry in the books.</summary>
    public required IReadOnlyList<ContentEvidence> Missing { get; init; }

    /// <summary>What stands in the books with another amount than the source says.</summary>
    public required IReadOnlyList<ContentEvidence> Differing { get; init; }

    /// <summary>What another payout says it settles, too.</summary>
    public required IReadOnlyList<ContentEvidence> Shared { get; init; }
    public required int UnrecognisedCount { get; init; }
    public required int MissingCount { get; init; }
    public required int DifferingCount { get; init; }
    public required int SharedCount { get; init; }
}

/// <param name="Amount">As the source says that it moved the balance.</param>
/// <param name="Posted">What its entries came to on the clearing account, by currency; null when it has none.</param>
/// <param name="Why">What became of it, as far as it explains the difference.</param>
public sealed record ContentEvidence(
    string Id,
    string? Kind,
    decimal Amount,
    IReadOnlyDictionary<string, decimal>? Posted = null,
    string? Why = null
);
