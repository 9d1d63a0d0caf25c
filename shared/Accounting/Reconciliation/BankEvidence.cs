namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What a bank's account should show and does not, or shows and nobody expects.</summary>
public sealed record BankEvidence
{
    public required string Currency { get; init; }

    /// <summary>More than zero comes into the account.</summary>
    public required decimal Amount { get; init; }

    /// <summary>When the bank booked it, or was expected to.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The days within which a line would have been taken for it.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }

    /// <summary>Of a line of the bank: its account.</summary>
    public string? Account { get; init; }

    /// <summary>Of a line of the bank: the gateways that its text names. Of a payout: its own.</summary>
    public required IReadOnlyList<string> Gateways { get; init; }
}
