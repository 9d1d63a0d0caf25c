using AccountingSync.Security;

namespace AccountingSync.Ingestion.Sources;

/// <summary>A vendor that sends webhooks. Whether a body is genuine and what it means are two questions: the first is
/// answered at the door, the second may be asked again years later, about the stored bytes.</summary>
public interface ISourceSystem
{
    /// <summary>The word for this vendor in connections and addresses, for example stripe.</summary>
    string Name { get; }

    /// <param name="secrets">All that are valid now: two while a secret is rolled.</param>
    ValueTask<SignatureCheck> Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now, CancellationToken stop);

    /// <summary>What a vendor asks before it sends any event, to see that the address is ours. Nothing is stored of it.</summary>
    /// <returns>Null when the request is no such question.</returns>
    Handshake? ShakeHands(WebhookRequest request, IReadOnlyList<string> secrets) => null;

    /// <summary>What is kept of a genuine request, and later read: its body, for most. A vendor that says in a header what happened
    /// puts such headers before it.</summary>
    ReadOnlyMemory<byte> Kept(WebhookRequest request) => request.Body;

    /// <summary>What is kept of a genuine request that carries several events: one piece for each, which is stored, read and read again
    /// years later by itself. None when the vendor sent an empty list. A body that cannot be taken apart is one piece.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> Events(WebhookRequest request) => [Kept(request)];

    /// <summary>The status of the answer to what is not genuine.</summary>
    int RefusedStatus => 401;

    /// <summary>The body of the answer, for vendors that expect a certain one; null for those that only look at the status.</summary>
    string? Reply => null;

    /// <summary>What the event says, in our words. Pure: the same bytes always give the same answer.</summary>
    /// <param name="source">The connection's name for itself; becomes <c>source</c> of the transactions.</param>
    /// <param name="kept">One piece of what <see cref="Events"/> gave.</param>
    SourceEvent Read(string source, ReadOnlyMemory<byte> kept);

    /// <summary>What an object says that was fetched because an event <see cref="SourceEvent.Facts.Wanted"/> it. Pure as well.</summary>
    /// <param name="wanted">When it is read again years later, only its id is known, and that is the id of the answer.</param>
    /// <param name="body">What <see cref="ISourceObjects.Fetch"/> found.</param>
    SourceEvent ReadFetched(string source, WantedObject wanted, ReadOnlyMemory<byte> body);
}

/// <summary>A webhook as it came in.</summary>
/// <param name="Url">The address that the vendor was told to call; some sign it, to the letter (<see cref="Uri.OriginalString"/>).</param>
/// <param name="Body">The raw bytes, which are what is signed.</param>
public sealed record WebhookRequest(Uri Url, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The query of the address that was really called, with its question mark; empty when there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>GET asks and carries no event; everything else was posted.</summary>
    public bool IsGet { get; init; }

    /// <returns>Null when the header is absent; names are compared without case.</returns>
    public string? Header(string name) => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
