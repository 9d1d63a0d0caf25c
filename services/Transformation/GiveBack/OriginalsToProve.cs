using AccountingSync.Accounting.Rules;
using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Postgres;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>What entries gave back, and of what, for making them once more.</summary>
sealed class OriginalsToProve(IReadOnlyList<GivenBackRow> rows, RuleBook book)
{
    readonly Dictionary<(TransactionName, int), GivenBackRow> rows = rows.ToDictionary(row => (row.Name, row.Revision));

    /// <param name="items">Transactions with their originals, as far as they have one.</param>
    public static async Task<OriginalsToProve> Read(
        Session session,
        RuleBook book,
        IEnumerable<(SourceTransactionData Said, SourceTransactionData? Original)> items,
        CancellationToken stop
    )
    {
        List<(TransactionName, int)> keys =
        [
            .. items
                .Where(item => item.Original is not null)
                .Select(item => (new TransactionName(item.Said.Source, item.Said.Id), item.Said.Revision))
                .Distinct(),
        ];
        return new OriginalsToProve(keys.Count == 0 ? [] : await GivenBackStore.Decided(session, keys, stop), book);
    }

    /// <returns>Null when the transaction gave nothing back.</returns>
    public Original? Of(SourceTransactionData said, SourceTransactionData? original) =>
        original is not null
        && rows.TryGetValue((new TransactionName(said.Source, said.Id), said.Revision), out var row)
        && row.Original == original.Id
        && row.OriginalRevision == original.Revision
        && book.Find(row.Rules.Set, row.Rules.Version) is { } set
            ? new Original(original.ToDomain(), set, []) { Decided = row.Portion }
            : null;
}
