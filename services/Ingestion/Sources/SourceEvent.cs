using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources;

/// <summary>What one event of a vendor comes to.</summary>
public abstract record SourceEvent
{
    SourceEvent(string eventId, string eventType)
    {
        EventId = eventId;
        EventType = eventType;
    }

    /// <summary>The vendor's id of the event (of the object, when it was fetched); empty when it could not be read, or when the
    /// vendor gives none.</summary>
    public string EventId { get; }

    /// <summary>The vendor's word for what happened; empty when it could not be read.</summary>
    public string EventType { get; }

    /// <summary>Money moved. The transactions fulfil all rules; the same fact told by several events is told with the same
    /// id and content, so that the natural key makes the later ones duplicates.</summary>
    /// <param name="Wanted">Objects that the event only names and that say more, such as the fee.</param>
    public sealed record Facts(string EventId, string EventType, IReadOnlyList<SourceTransaction> Transactions, IReadOnlyList<WantedObject> Wanted)
        : SourceEvent(EventId, EventType);

    /// <summary>Understood, and nothing to book.</summary>
    /// <param name="Reason">Why, and which event carries the money if one does.</param>
    public sealed record Ignored(string EventId, string EventType, string Reason) : SourceEvent(EventId, EventType);

    /// <summary>Genuine, perhaps about money, and not understood: it is kept and a person must look.</summary>
    public sealed record Unknown(string EventId, string EventType, string Reason) : SourceEvent(EventId, EventType);

    /// <summary>No event of this vendor at all.</summary>
    public sealed record Unreadable(string Reason) : SourceEvent("", "");
}

/// <summary>An object to read from the vendor's API.</summary>
/// <param name="Kind">The vendor's word, for example balance_transaction.</param>
/// <param name="Said">The event that names it, as the vendor wrote it, when the object alone does not say what happened.</param>
public sealed record WantedObject(string Kind, string Id, string? Said = null);
