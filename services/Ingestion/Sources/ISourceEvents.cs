namespace AccountingSync.Ingestion.Sources;

/// <summary>Lists what happened at a vendor, as its webhooks would have told it: for what they lost. One attempt per call; who asks has a schedule of
/// its own.</summary>
public interface ISourceEvents
{
    /// <summary>The word of its <see cref="ISourceSystem"/>, which reads each event as it reads a webhook's.</summary>
    string Name { get; }

    /// <summary>How far back the vendor's list goes.</summary>
    TimeSpan Reach { get; }

    /// <param name="since">Of the first moment that counts.</param>
    /// <param name="until">Of the first moment that does not count any more.</param>
    /// <param name="position">Where the page before ended; null for the first.</param>
    Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop);
}

/// <summary>A page of a vendor's list.</summary>
public abstract record EventPage
{
    EventPage() { }

    /// <param name="Events">Each with the bytes that the vendor wrote, for <see cref="ISourceSystem.Read"/>.</param>
    /// <param name="Next">Where the list goes on; null at its end.</param>
    public sealed record Listed(IReadOnlyList<ReadOnlyMemory<byte>> Events, string? Next) : EventPage;

    /// <param name="Why">Anything but <see cref="FetchAnswer.Found"/>.</param>
    public sealed record Failed(FetchAnswer Why) : EventPage;
}
