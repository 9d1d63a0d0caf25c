using AccountingSync.Contracts;

namespace AccountingSync.Transformation.MapTransactions;

/// <summary>A source transaction within its organisation, whatever its revision.</summary>
readonly record struct TransactionName(string Source, string Id)
{
    public static TransactionName Of(ReceivedTransaction item) => new(item.Transaction.Source, item.Transaction.Id);

    /// <summary>What it says it is about; null when it says nothing.</summary>
    public static TransactionName? OfOriginal(ReceivedTransaction item) =>
        item.Transaction.RelatedTo is { } id ? new(item.Transaction.Source, id) : null;
}
