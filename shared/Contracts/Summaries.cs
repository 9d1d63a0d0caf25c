namespace AccountingSync.Contracts;

/// <summary>These entries are written to a connection within a summary, not by themselves.</summary>
public sealed record EntriesSummarised : IEnvelope<SummarisedEntry>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<SummarisedEntry> Items { get; init; }
}

public sealed record SummarisedEntry : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Connection { get; init; }
    public required Guid EntryId { get; init; }

    /// <summary>When the summary is made.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Null until it is made.</summary>
    public Guid? SummaryId { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            EntryId = EntryId,
            Connection = Connection,
            TraceParent = TraceParent,
        };
}

/// <summary>These documents are to be written to their connections for the entries that they sum up.</summary>
public sealed record SummariesMade : IEnvelope<MadeSummary>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<MadeSummary> Items { get; init; }
}

public sealed record MadeSummary : IIdentified
{
    public required string Connection { get; init; }

    /// <summary>The id of its document, as if it were an entry.</summary>
    public required Guid SummaryId { get; init; }
    public required string Source { get; init; }

    /// <summary>Day and group.</summary>
    public required string Name { get; init; }
    public required int Number { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>How many entries it sums up.</summary>
    public required int Entries { get; init; }

    /// <summary>Total of its debits per currency: that of its entries.</summary>
    public required IReadOnlyDictionary<string, decimal> Totals { get; init; }
    public required DateTimeOffset MadeAt { get; init; }

    ItemIdentity IIdentified.Identity => new() { EntryId = SummaryId, Connection = Connection };
}
