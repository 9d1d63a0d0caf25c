namespace AccountingSync.Accounting.Reconciliation;

/// <summary>What a source says of one of its accounts over a period, and what is known of each movement. Amounts in major units of
/// <paramref name="Currency"/>.</summary>
/// <param name="Opening">Null where the source does not say.</param>
/// <param name="Before">The closing balance of the period before it; null when none was told.</param>
/// <param name="Told">How many movements the source told; fewer are there while they are on their way.</param>
/// <param name="Unheard">What was received of these days and moved nothing in any account that the source told, though it should have.</param>
public sealed record AccountSide(
    string Source,
    string Account,
    string Currency,
    DateOnly From,
    DateOnly Until,
    string Reference,
    decimal? Opening,
    decimal? Closing,
    decimal? Before,
    int Told,
    IReadOnlyList<MovementSide> Movements,
    IReadOnlyList<string> Unheard
)
{
    /// <summary>What a discrepancy about it is recognised by.</summary>
    public string Name => $"{Account} {Currency} {From:yyyy-MM-dd} {Until:yyyy-MM-dd} {Reference}";
}

/// <summary>All that moved the account for one transaction.</summary>
/// <param name="Rows">Of the source's; there may be several.</param>
/// <param name="Amount">More than zero came in.</param>
public sealed record MovementSide(string TransactionId, int Rows, decimal Amount)
{
    /// <summary>Whether the transaction was received.</summary>
    public bool Known { get; init; }

    /// <summary>It was not received, and that is no wonder yet: the source tells it only when it has arrived elsewhere.</summary>
    public bool UnderWay { get; init; }

    /// <summary>What it said itself, in the account's currency; null where that cannot be compared, because it is in another currency or moved the
    /// account at several times.</summary>
    public decimal? Own { get; init; }

    /// <summary>No webhook told of it: a pull or a report did.</summary>
    public bool Refilled { get; init; }
}

/// <summary>Whether all that moved a source's account was received.</summary>
public enum AccountState
{
    /// <summary>Not looked at yet, not all of it was told yet, or some of it is still under way.</summary>
    Waiting,

    /// <summary>What was received leads from the opening balance to the closing balance.</summary>
    Complete,

    /// <summary>Nothing is missing among what the source told; it tells no balances that would prove that.</summary>
    Unproven,

    /// <summary>Something is missing, or differs.</summary>
    Gap,
}
