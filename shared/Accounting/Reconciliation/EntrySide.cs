namespace AccountingSync.Accounting.Reconciliation;

/// <summary>An entry as the ledger announced it.</summary>
/// <param name="Totals">Total of the debits per currency.</param>
public sealed record EntrySide(
    Guid EntryId,
    string Source,
    string TransactionId,
    int Revision,
    string Part,
    DateOnly Date,
    IReadOnlyDictionary<string, decimal> Totals,
    DateTimeOffset PostedAt
);
