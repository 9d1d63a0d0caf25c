using AccountingSync.Accounting.Rules.Reverse;
using AccountingSync.Contracts;
using AccountingSync.Transformation.MapTransactions;

namespace AccountingSync.Transformation.GiveBack;

/// <summary>What a revision of a refund or dispute gave back of its original.</summary>
/// <param name="Rules">Those that made the entry of the original.</param>
sealed record GivenBackRow(TransactionName Name, int Revision, string Original, int OriginalRevision, RuleVersion Rules, Portion Portion);

/// <summary>The originals that an envelope's refunds and disputes give back parts of. Each sees what those before it took.</summary>
sealed class Originals
{
    readonly Dictionary<TransactionName, Original> originals = [];
    readonly Dictionary<TransactionName, List<GivenBackRow>> givenBack = [];

    /// <param name="before">What stands in the books as given back of it, what was decided first before the rest.</param>
    public void Add(TransactionName name, Original original, IReadOnlyList<GivenBackRow> before)
    {
        originals[name] = original;
        givenBack[name] = [.. before];
    }

    /// <returns>Null when the item names no original, or one that has not been brought.</returns>
    public Original? Of(ReceivedTransaction item) =>
        TransactionName.OfOriginal(item) is { } name && originals.TryGetValue(name, out var original)
            ? original with
            {
                // An earlier revision of its own is taken back.
                GivenBack = [.. givenBack[name].Where(row => row.Name.Id != item.Transaction.Id).Select(row => row.Portion)],
            }
            : null;

    /// <summary>Notes what the item takes.</summary>
    public GivenBackRow Take(ReceivedTransaction item, Portion portion)
    {
        var name = TransactionName.OfOriginal(item)!.Value;
        var original = originals[name];
        var row = new GivenBackRow(
            TransactionName.Of(item),
            item.Transaction.Revision,
            name.Id,
            original.Said.Revision,
            new RuleVersion(original.Rules.Name, original.Rules.Version),
            portion
        );
        givenBack[name].RemoveAll(before => before.Name == row.Name);
        givenBack[name].Add(row);
        return row;
    }
}
