namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Whether a platform is to hold the organisation's entries, and from when on.</summary>
/// <param name="Since">Null for a connection that nobody announced: nothing is missing there, but what it holds is compared.</param>
public sealed record ConnectionSide(string Connection, bool Active, DateTimeOffset? Since)
{
    /// <summary>Null when nobody ever said that entries wait there.</summary>
    public Line? Line { get; init; }

    public bool Expects(EntrySide entry) => Active && Since is { } since && entry.PostedAt >= since;
}

/// <summary>Entries that wait for their turn at a platform.</summary>
/// <param name="Since">Whatever was posted since then may be among them.</param>
/// <param name="ToldAt">When that was so. It is told again and again while entries wait.</param>
public sealed record Line(DateTimeOffset Since, DateTimeOffset ToldAt)
{
    /// <summary>Nobody shall look for an entry in vain for longer than this and not be told.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Whether the entry may be expected to wait there still. Who has not said so for as long as things take to settle counts no more.</summary>
    public bool Holds(EntrySide entry, DateTimeOffset settledBefore) =>
        ToldAt > settledBefore && entry.PostedAt >= Since && entry.PostedAt > settledBefore - Longest;
}

public enum DocumentState
{
    /// <summary>As we wrote it, as far as is known.</summary>
    Written,
    Edited,
    Deleted,

    /// <summary>Bears the key of an entry that another document is for.</summary>
    Doubled,
}

/// <summary>A document in the platform.</summary>
/// <param name="Totals">As the platform reported them when it was written; null when it was not us who wrote it.</param>
/// <param name="Detail">What somebody changed, for people.</param>
public sealed record DocumentSide(
    string PlatformId,
    DocumentState State,
    IReadOnlyDictionary<string, decimal>? Totals,
    DateTimeOffset? WrittenAt,
    string? Detail
)
{
    public DateTimeOffset? ChangedAt { get; init; }
    public string? Version { get; init; }

    public bool IsThere => State != DocumentState.Deleted;
}

public sealed record Refusal(string Reason, DateTimeOffset RefusedAt);

/// <summary>All that is known of one entry at one connection.</summary>
/// <param name="EntryId">Null for a document of which nobody knows the entry.</param>
/// <param name="Entry">Null when the ledger announced no such entry.</param>
public sealed record EntryAtPlatform(
    ConnectionSide Connection,
    Guid? EntryId,
    EntrySide? Entry,
    IReadOnlyList<DocumentSide> Documents,
    Refusal? Refusal
)
{
    /// <summary>Set when the connection gets the entry within a summary.</summary>
    public WithinSummary? Within { get; init; }

    /// <summary>Of a summary: the total of the debits of those of its entries that the ledger announced.</summary>
    public IReadOnlyDictionary<string, decimal>? SumOfEntries { get; init; }

    /// <summary>Whether another document stands for it, or will.</summary>
    public bool IsSummedUp(DateTimeOffset settledBefore) => Within is { } within && (within.SummaryId is not null || within.DueAt > settledBefore);

    /// <summary>Whether it may be expected to wait for its turn there.</summary>
    public bool IsInLine(DateTimeOffset settledBefore) => Entry is { } entry && Connection.Line is { } line && line.Holds(entry, settledBefore);
}

/// <param name="SummaryId">Null until it is made.</param>
/// <param name="DueAt">When it is to be made.</param>
public sealed record WithinSummary(Guid? SummaryId, DateTimeOffset DueAt);
