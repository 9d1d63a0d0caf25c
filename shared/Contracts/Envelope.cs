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
