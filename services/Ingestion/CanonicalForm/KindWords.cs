using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>The words for the kinds of transactions, as everything outside the process writes them.</summary>
public static class KindWords
{
    static readonly (string Word, TransactionKind Kind)[] Words =
    [
        ("sale", TransactionKind.Sale),
        ("payment", TransactionKind.Payment),
        ("refund", TransactionKind.Refund),
        ("fee", TransactionKind.Fee),
        ("payout", TransactionKind.Payout),
        ("dispute", TransactionKind.Dispute),
        ("expense", TransactionKind.Expense),
        ("transfer", TransactionKind.Transfer),
        ("adjustment", TransactionKind.Adjustment),
    ];

    public static IEnumerable<string> All => Words.Select(pair => pair.Word);

    public static bool TryParse(string word, out TransactionKind kind)
    {
        foreach (var pair in Words)
        {
            if (!string.Equals(pair.Word, word, StringComparison.Ordinal))
                continue;
            kind = pair.Kind;
            return true;
        }
        kind = default;
        return false;
    }

    public static string Of(TransactionKind kind) => Words.Single(pair => pair.Kind == kind).Word;
}
