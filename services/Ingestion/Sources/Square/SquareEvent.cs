using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>The envelope of a Square event, and the answers to it.</summary>
/// <param name="Source">Our name for the connection.</param>
/// <param name="Data">What is affected: its type and id, and mostly the object itself.</param>
sealed record SquareEvent(string Source, string Id, string Type, SquareObject Data)
{
    /// <param name="name">payment, refund …: the object's kind is also the name of the member that holds it.</param>
    public SquareObject Subject(string name) => Data.RequiredChild("object").RequiredChild(name);

    public SourceEvent Facts(IReadOnlyList<SourceTransaction> transactions)
    {
        foreach (var transaction in transactions)
            if (TransactionRules.Check(transaction) is [var problem, ..])
                return Unknown($"{transaction.Id} cannot be booked: {problem.Pointer} {problem.Message}");
        return new SourceEvent.Facts(Id, Type, transactions, []);
    }

    public SourceEvent Ignored(string reason) => new SourceEvent.Ignored(Id, Type, reason);

    public SourceEvent Unknown(string reason) => new SourceEvent.Unknown(Id, Type, reason);
}
