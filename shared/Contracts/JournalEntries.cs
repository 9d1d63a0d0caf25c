namespace AccountingSync.Contracts;

public sealed record JournalEntryData
{
    public required Guid EntryId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required int Revision { get; init; }

    /// <summary>entry or reversal.</summary>
    public required string Part { get; init; }

    /// <summary>The day on which it counts in the books.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The day that it is of, when that lay in a closed period and it was posted on a later one.</summary>
    public DateOnly? OriginalDate { get; init; }
    public required string Description { get; init; }
    public required string RuleSet { get; init; }
    public required int RuleVersion { get; init; }
    public required string Rule { get; init; }
    public required string RuleHash { get; init; }
    public Guid? Reverses { get; init; }
    public required IReadOnlyList<JournalLineData> Lines { get; init; }
}

/// <param name="Amount">Debit positive, credit negative.</param>
public sealed record JournalLineData(string Account, string Currency, decimal Amount)
{
    public string? Memo { get; init; }
    public string? TaxCode { get; init; }
    public IReadOnlyDictionary<string, string>? Dimensions { get; init; }
}

/// <summary>2. Post these entries for good (to LedgerWriter).</summary>
public sealed record PostJournalEntries : IEnvelope<EntryToPost>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<EntryToPost> Items { get; init; }
}

public sealed record EntryToPost : ITraced, IIdentified, ITimed
{
    public string? TraceParent { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required JournalEntryData Entry { get; init; }

    /// <summary>Null: it waits when its period is closed.</summary>
    public ClosedPeriodData? ClosedPeriod { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Entry.Source,
            TransactionId = Entry.TransactionId,
            Revision = Entry.Revision,
            EntryId = Entry.EntryId,
            TraceParent = TraceParent,
        };
}

/// <summary>What becomes of an entry whose period is closed, by the rules that made it.</summary>
/// <param name="Then">hold, next_open_day or ask_to_reopen.</param>
/// <param name="ApproveOver">With next_open_day: more than this waits for a person.</param>
public sealed record ClosedPeriodData(string Then, decimal? ApproveOver = null)
{
    public const string Hold = "hold";
    public const string NextOpenDay = "next_open_day";
    public const string AskToReopen = "ask_to_reopen";
}

/// <summary>8. Take these entries back by opposite entries (to LedgerWriter). One whose original is not posted yet waits for it.</summary>
public sealed record ReverseJournalEntries : IEnvelope<EntryToReverse>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<EntryToReverse> Items { get; init; }
}

public sealed record EntryToReverse : ITraced, IIdentified, ITimed
{
    public string? TraceParent { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The entry to take back.</summary>
    public required Guid EntryId { get; init; }

    /// <summary>Null for the original's own date.</summary>
    public DateOnly? Date { get; init; }
    public required string Reason { get; init; }

    /// <summary>Null: it waits when that day's period is closed.</summary>
    public ClosedPeriodData? ClosedPeriod { get; init; }

    ItemIdentity IIdentified.Identity => new() { EntryId = EntryId, TraceParent = TraceParent };
}

/// <summary>A period was opened again: post what waits for it (LedgerWriter to itself).</summary>
public sealed record PostWaitingEntries : IEnvelope<PeriodToPost>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<PeriodToPost> Items { get; init; }
}

/// <param name="FirstDay">Of the period.</param>
public sealed record PeriodToPost(DateOnly FirstDay) : ITraced, IIdentified
{
    public string? TraceParent { get; init; }

    ItemIdentity IIdentified.Identity => new() { TraceParent = TraceParent };
}

/// <summary>3. These entries are in the ledger for good. Published once per entry, in the same commit.</summary>
public sealed record JournalEntriesPosted : IEnvelope<PostedEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<PostedEntry> Items { get; init; }
}

public sealed record PostedEntry : ITraced, IIdentified, ITimed
{
    public string? TraceParent { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset PostedAt { get; init; }
    public required JournalEntryData Entry { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Entry.Source,
            TransactionId = Entry.TransactionId,
            Revision = Entry.Revision,
            EntryId = Entry.EntryId,
            TraceParent = TraceParent,
        };
}

/// <summary>The ledger refused these: unbalanced, or the same origin with other content.</summary>
public sealed record JournalEntriesRejected : IEnvelope<RejectedEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<RejectedEntry> Items { get; init; }
}

public sealed record RejectedEntry : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required Guid EntryId { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required int Revision { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset RejectedAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = TransactionId,
            Revision = Revision,
            EntryId = EntryId,
            TraceParent = TraceParent,
        };
}
