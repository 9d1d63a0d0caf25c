namespace AccountingSync.Accounting.Reconciliation;

/// <summary>The data-entry accuracy rate: which share of the entries that a platform is to hold by now it holds as the ledger has them.</summary>
public static class Accuracy
{
    const decimal Millionths = 1_000_000m;

    /// <param name="expected">Entries that are to be there, less those that are still on their way.</param>
    /// <param name="correct">Of these, the ones that are there once, unedited and with the same totals.</param>
    /// <returns>From 0 to 1 with six decimals, rounded down, so that 1 means all of them; null when nothing is expected.</returns>
    public static decimal? Rate(long expected, long correct) =>
        correct < 0 || correct > expected ? throw new ArgumentOutOfRangeException(nameof(correct), correct, $"There are {expected} expected.")
        : expected == 0 ? null
        : decimal.Floor(correct * Millionths / expected) / Millionths;
}
