using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources;

/// <summary>The envelope of a vendor's event, and the answers to it.</summary>
/// <param name="Source">Our name for the connection.</param>
/// <param name="Id">The vendor's id of the event.</param>
/// <param name="Type">The vendor's word for what happened.</param>
abstract record VendorEvent(string Source, string Id, string Type)
{
    /// <summary>Empty transactions and nothing wanted would be no facts at all.</summary>
    public SourceEvent Facts(IReadOnlyList<SourceTransaction> transactions, IReadOnlyList<WantedObject>? wanted = null)
    {
        foreach (var transaction in transactions)
            if (TransactionRules.Check(transaction) is [var problem, ..])
                return Unknown($"{transaction.Id} cannot be booked: {problem.Pointer} {problem.Message}");
        return new SourceEvent.Facts(Id, Type, transactions, wanted ?? []);
    }

    /// <summary>What is known of a report alone: it has the revision below all that counts.</summary>
    public SourceEvent SecondHand(IReadOnlyList<SourceTransaction> transactions) =>
        Facts([.. transactions.Select(transaction => transaction with { Revision = 1 })]) switch
        {
            SourceEvent.Facts facts => facts with
            {
                Transactions = [.. facts.Transactions.Select(transaction => transaction with { Revision = SourceTransaction.SecondHand })],
            },
            var refused => refused,
        };

    public SourceEvent Ignored(string reason) => new SourceEvent.Ignored(Id, Type, reason);

    public SourceEvent Unknown(string reason) => new SourceEvent.Unknown(Id, Type, reason);

    /// <summary>Unknown, loudly, when what it tells of does not have the vendor's documented shape.</summary>
    public SourceEvent Read(Func<SourceEvent> read)
    {
        try
        {
            return read();
        }
        catch (VendorShapeException error)
        {
            return Unknown($"It does not have the documented shape: {error.Message}");
        }
    }
}
