namespace AccountingSync.Contracts;

/// <summary>These payouts are mapped by rules that say of the books: over the payout and its contents an account comes to zero.</summary>
public sealed record PayoutsAsserted : IEnvelope<AssertedPayout>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<AssertedPayout> Items { get; init; }
}

public sealed record AssertedPayout : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The day of its entry; absent in messages from before it was told.</summary>
    public DateOnly? Date { get; init; }
    public required string Currency { get; init; }
    public required decimal Gross { get; init; }

    /// <summary>Null when the source does not say what the payout settles.</summary>
    public IReadOnlyList<ContentData>? Contents { get; init; }

    /// <summary>The account that comes to zero.</summary>
    public required string Clearing { get; init; }

    /// <summary>Where the payout's entry puts what the source cannot tell; null when the rule has no such account.</summary>
    public string? Suspense { get; init; }
    public required DateTimeOffset AssertedAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            Revision = Revision,
            TraceParent = TraceParent,
        };
}
