using AccountingSync.Accounting;
using AccountingSync.Contracts;

namespace AccountingSync.Ingestion.Accept;

/// <summary>What came through one of the doors, read and checked: one raw payload and what it says.</summary>
public sealed record Submission
{
    /// <summary>The door of what was asked for because no webhook may have told it.</summary>
    public const string Poll = "poll";

    public required string Organisation { get; init; }

    /// <summary>rest, webhook, queue, fetch, poll, import or file.</summary>
    public required string Door { get; init; }
    public string? Connection { get; init; }

    /// <summary>The vendor's id of the event; null where there is none.</summary>
    public string? EventId { get; init; }
    public required ReadOnlyMemory<byte> Payload { get; init; }
    public IReadOnlyList<SourceTransaction> Transactions { get; init; } = [];

    /// <summary>Objects that the event names and that must be read from the source.</summary>
    public IReadOnlyList<ObjectToFetch> Wanted { get; init; } = [];
    public Disposition Disposition { get; init; } = Disposition.Transactions;
    public string? Reason { get; init; }
    public string? TraceParent { get; init; }
}

public enum Disposition
{
    Transactions,
    Ignored,
    Unknown,
}

public enum Acceptance
{
    /// <summary>New, and committed.</summary>
    Accepted,

    /// <summary>Accepted before with the same content.</summary>
    Duplicate,

    /// <summary>Accepted before with other content: the first stays.</summary>
    Conflict,
}
