using System.Net;

namespace AccountingSync.Ingestion.Sources;

/// <summary>Reads from a vendor's interface what its events only name. One attempt per call: who asks has a schedule of its own, and a limit
/// of time for the whole call.</summary>
public interface ISourceObjects
{
    /// <summary>The word of its <see cref="ISourceSystem"/>.</summary>
    string Name { get; }

    Task<FetchAnswer> Fetch(WantedObject wanted, SourceAccess access, CancellationToken stop);
}

/// <param name="Key">What the vendor gave the account for reading.</param>
/// <param name="Address">Of the interface; null for the vendor's own.</param>
public sealed record SourceAccess(string Key, Uri? Address);

/// <summary>How a vendor answered when it was asked for an object.</summary>
public abstract record FetchAnswer
{
    FetchAnswer() { }

    /// <param name="Body">For <see cref="ISourceSystem.ReadFetched"/>, and kept.</param>
    public sealed record Found(ReadOnlyMemory<byte> Body) : FetchAnswer;

    /// <summary>The vendor knows no such object under this key, or not yet.</summary>
    public sealed record NotFound : FetchAnswer;

    /// <summary>There is no such object and never will be, and nothing speaks for money behind it.</summary>
    public sealed record Nothing(string Reason) : FetchAnswer;

    /// <summary>Too many requests.</summary>
    /// <param name="RetryAfter">At most an hour; null when the vendor does not say.</param>
    public sealed record Throttled(TimeSpan? RetryAfter) : FetchAnswer;

    /// <summary>No usable answer now; a later one may be.</summary>
    public sealed record Unavailable(string Reason) : FetchAnswer
    {
        /// <summary>More than was to be read; what is asked for may be less.</summary>
        public static readonly Unavailable TooLarge = new("the answer is too large");

        /// <summary>Null where it was not the status that made the answer useless.</summary>
        public HttpStatusCode? Status { get; init; }
    }

    /// <summary>The key is wrong, expired or may not read this: trying again is useless until a person changes it.</summary>
    public sealed record Unauthorized : FetchAnswer;
}
