using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>The envelope of a Stripe event, and the answers to it.</summary>
/// <param name="Source">Our name for the connection.</param>
/// <param name="Previous">What an update changed; null for other events.</param>
sealed record StripeEvent(string Source, string Id, string Type, DateTimeOffset Created, StripeObject Object, StripeObject? Previous)
{
    /// <summary>Empty transactions and nothing wanted would be no facts at all.</summary>
    public SourceEvent Facts(IReadOnlyList<SourceTransaction> transactions, IReadOnlyList<WantedObject> wanted)
    {
        foreach (var transaction in transactions)
            if (TransactionRules.Check(transaction) is [var problem, ..])
                return Unknown($"{transaction.Id} cannot be booked: {problem.Pointer} {problem.Message}");
        return new SourceEvent.Facts(Id, Type, transactions, wanted);
    }

    public SourceEvent Ignored(string reason) => new SourceEvent.Ignored(Id, Type, reason);

    public SourceEvent Unknown(string reason) => new SourceEvent.Unknown(Id, Type, reason);
}
