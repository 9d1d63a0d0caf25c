namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Makes a transaction of a situation: small whole amounts, varied until one shows what is looked for. The same tries each time.</summary>
static class Example
{
    const int Tries = 200;

    /// <summary>One that Ingestion would accept and that <paramref name="shows"/> it; null when no try did.</summary>
    public static SourceTransaction? Find(Situation situation, IReadOnlyList<Rule> rules, Func<SourceTransaction, bool> shows, ProofBudget budget)
    {
        if (ExampleTexts.Of(situation, rules) is not { } texts)
            return null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            budget.Spend();
            var transaction = new ExampleAmounts(situation, attempt).Make(texts with { Kind = Kind(situation, texts, attempt) });
            if (transaction is not null && IsAccepted(transaction) && shows(transaction))
                return SmallerExample.Of(transaction, shows);
        }
        return null;
    }

    /// <summary>By Ingestion, from a source itself or from an export, whose rows have revision 0.</summary>
    public static bool IsAccepted(SourceTransaction transaction) =>
        TransactionRules.Check(transaction.Revision == SourceTransaction.SecondHand ? transaction with { Revision = 1 } : transaction).Count == 0;

    /// <summary>Where nobody asks for the kind, one after the other.</summary>
    static TransactionKind Kind(Situation situation, SourceTransaction texts, int attempt) =>
        situation.Answers["kind"] is null ? (TransactionKind)(attempt % KindName.All.Count) : texts.Kind;
}
