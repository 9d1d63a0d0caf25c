namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Why a source's account does not come from its opening to its closing balance with what was received.</summary>
public sealed record AccountEvidence
{
    /// <summary>Of each kind so many are named; the counts are of all.</summary>
    public const int MostNamed = 50;

    public required string Account { get; init; }
    public required string Currency { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public decimal? Opening { get; init; }
    public decimal? Closing { get; init; }

    /// <summary>The closing balance of the period before, when it is not the opening one.</summary>
    public decimal? Before { get; init; }

    /// <summary>How many transactions the source says moved the account, and how many of them were received.</summary>
    public required int Movements { get; init; }
    public required int Known { get; init; }

    /// <summary>What the closing balance is more than the opening one, all that was received and what is told only later; null without balances.</summary>
    public decimal? Difference { get; init; }

    /// <summary>What the source says moved the account, and was never received.</summary>
    public required IReadOnlyList<MovementEvidence> Missing { get; init; }
    public required int MissingCount { get; init; }

    /// <summary>What was received with another amount.</summary>
    public required IReadOnlyList<MovementEvidence> Differing { get; init; }
    public required int DifferingCount { get; init; }

    /// <summary>What was received, and moved no account of the source.</summary>
    public required IReadOnlyList<string> Unheard { get; init; }
    public required int UnheardCount { get; init; }
}

/// <param name="Amount">As the source says that it moved the account.</param>
/// <param name="Own">As the transaction itself says; null when it was never received.</param>
public sealed record MovementEvidence(string Id, decimal Amount, decimal? Own);
