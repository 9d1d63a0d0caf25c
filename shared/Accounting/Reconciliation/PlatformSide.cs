namespace AccountingSync.Accounting.Reconciliation;

/// <summary>Whether a platform is to hold the organisation's entries, and from when on.</summary>
/// <param name="Since">Null for a connection that nobody announced: nothing is missing there, but what it holds is compared.</param>
public sealed record ConnectionSide(string Connection, bool Active, DateTimeOffset? Since)
{
    public bool Expects(EntrySide entry) => Active && Since is { } since && entry.PostedAt >= since;
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
}

/// <param name="SummaryId">Null until it is made.</param>
/// <param name="DueAt">When it is to be made.</param>
public sealed record WithinSummary(Guid? SummaryId, DateTimeOffset DueAt);
