namespace AccountingSync.Contracts;

/// <summary>One bus message with 1 to N items of the same kind and organisation. An idle system sends envelopes of
/// one item, a busy one of hundreds.</summary>
public interface IEnvelope<out TItem> : IOwned
{
    IReadOnlyList<TItem> Items { get; }
}

/// <summary>A message of one organisation. Its consumer sees no row of any other.</summary>
public interface IOwned
{
    string Organisation { get; }
}

/// <summary>An item that carries its own trace, so that a payment stays one trace whichever envelope it rides in.</summary>
public interface ITraced
{
    /// <summary>W3C traceparent of the span that made the item; null when it was not sampled.</summary>
    string? TraceParent { get; }
}

/// <summary>An item of which it is known when its transaction was accepted.</summary>
public interface ITimed
{
    DateTimeOffset ReceivedAt { get; }
}

/// <summary>An item that says which source transaction or entry it is about, so that a log line can name it.</summary>
public interface IIdentified
{
    ItemIdentity Identity { get; }
}

/// <summary>Ids alone, never a person, an amount or a text of anybody's; null where the item does not know.</summary>
public readonly record struct ItemIdentity
{
    public string? Source { get; init; }
    public string? TransactionId { get; init; }
    public int? Revision { get; init; }
    public Guid? EntryId { get; init; }
    public string? Connection { get; init; }

    /// <summary>W3C traceparent of the item's own trace.</summary>
    public string? TraceParent { get; init; }
}
