namespace AccountingSync.Contracts;

/// <summary>A source transaction as it travels. Same meaning as the canonical form in docs/api.</summary>
public sealed record SourceTransactionData
{
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }

    /// <summary>sale, payment, refund, fee, payout, dispute, expense, transfer, adjustment.</summary>
    public required string Kind { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required string Currency { get; init; }
    public required decimal Gross { get; init; }
    public IReadOnlyList<ItemData>? Items { get; init; }
    public IReadOnlyList<TaxData>? Taxes { get; init; }
    public decimal Tip { get; init; }
    public decimal Discount { get; init; }
    public decimal Shipping { get; init; }
    public IReadOnlyList<TenderData>? Tenders { get; init; }
    public string? RelatedTo { get; init; }
    public string? Payout { get; init; }

    /// <summary>Of a payout: what it settles.</summary>
    public IReadOnlyList<ContentData>? Contents { get; init; }
    public string? Customer { get; init; }
    public string? Location { get; init; }
    public IReadOnlyDictionary<string, string>? Attributes { get; init; }

    /// <summary>What the gross became in the source's balance, before fees.</summary>
    public EquivalentData? Settled { get; init; }

    /// <summary>The same in the currency of the books.</summary>
    public EquivalentData? Booked { get; init; }

    /// <summary>What acceptance adds. Absent where it says no more than when this revision was received.</summary>
    public FirstAcceptanceData? FirstAccepted { get; init; }
}

/// <param name="At">When the fact was accepted for the first time, in whichever revision.</param>
/// <param name="OccurredOn">The business day on which it happened; null where the rules say it.</param>
/// <param name="AcceptedOn">The business day of <paramref name="At"/>; null where the rules say it.</param>
public sealed record FirstAcceptanceData(DateTimeOffset At, DateOnly? OccurredOn, DateOnly? AcceptedOn);

public sealed record EquivalentData(string Currency, decimal Amount);

public sealed record ItemData(string Sku, string Kind, string? Category, decimal Quantity, decimal Net);

public sealed record TaxData(string Jurisdiction, string Code, decimal Amount);

public sealed record TenderData(string Method, decimal Amount, string? Reference);

/// <param name="Kind">Null for what the source can name and not tell.</param>
/// <param name="Amount">How it moved the balance that is paid out, in the payout's currency.</param>
public sealed record ContentData(string Id, string? Kind, decimal Amount);

/// <summary>1. Ingestion accepted these for good. Published in the commit that the source's 2xx stands for.</summary>
public sealed record SourceTransactionsReceived : IEnvelope<ReceivedTransaction>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ReceivedTransaction> Items { get; init; }
}

public sealed record ReceivedTransaction : ITraced, IIdentified, ITimed
{
    public string? TraceParent { get; init; }

    /// <summary>When Ingestion accepted it; latencies are measured from here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    public required SourceTransactionData Transaction { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Transaction.Source,
            TransactionId = Transaction.Id,
            Revision = Transaction.Revision,
            TraceParent = TraceParent,
        };
}

/// <summary>No rule applies, or a policy says wait. A person must look.</summary>
public sealed record SourceTransactionsHeld : IEnvelope<HeldTransaction>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<HeldTransaction> Items { get; init; }
}

public sealed record HeldTransaction : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset HeldAt { get; init; }

    /// <summary>From when on it is a discrepancy that it still waits; null when it waits for a rule or a person.</summary>
    public DateTimeOffset? OverdueAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            Revision = Revision,
            TraceParent = TraceParent,
        };
}

/// <summary>A later revision was there first, or an earlier one stands and says the same to the books: these make no entry of their own.</summary>
public sealed record SourceTransactionsSuperseded : IEnvelope<SupersededTransaction>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<SupersededTransaction> Items { get; init; }
}

public sealed record SupersededTransaction : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }
    public required int ByRevision { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            Revision = Revision,
            TraceParent = TraceParent,
        };
}

/// <summary>Read these objects from the source, because an event named them without saying all (to Ingestion itself).</summary>
public sealed record FetchSourceObjects : IEnvelope<ObjectToFetch>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ObjectToFetch> Items { get; init; }
}

public sealed record ObjectToFetch : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Connection { get; init; }

    /// <summary>The source's word for the kind of object, for example balance_transaction.</summary>
    public required string ObjectKind { get; init; }
    public required string ObjectId { get; init; }

    /// <summary>What the source said that names the object, when the object alone does not say what happened; null when it does.</summary>
    public string? Said { get; init; }

    /// <summary>1 for the first try.</summary>
    public required int Attempt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            TransactionId = ObjectId,
            Connection = Connection,
            TraceParent = TraceParent,
        };
}

/// <summary>A refund or dispute gives back a part of another transaction, which is in the books: what the source said of that is needed.</summary>
public sealed record BringOriginals : IEnvelope<OriginalToBring>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<OriginalToBring> Items { get; init; }
}

public sealed record OriginalToBring : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }

    /// <summary>Of the refund or dispute.</summary>
    public required string Id { get; init; }

    /// <summary>The id, in the same source, of what it gives back a part of.</summary>
    public required string Original { get; init; }

    /// <summary>The revision whose entry stands.</summary>
    public required int OriginalRevision { get; init; }

    /// <summary>True where the refund came by the batch lane: then the answer goes by that too.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Of a refund or dispute that is posted, and is to be compared: its revision; null for one that waits.</summary>
    public int? Revision { get; init; }

    /// <summary>The revision of the original that it gave back a part of; null for one that waits.</summary>
    public int? FormerRevision { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            TraceParent = TraceParent,
        };
}

/// <summary>What the source said of the transactions that were asked for, read anew from the raw payloads.</summary>
public sealed record OriginalsBrought : IEnvelope<BroughtOriginal>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<BroughtOriginal> Items { get; init; }
}

public sealed record BroughtOriginal : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }

    /// <summary>Of the refund or dispute.</summary>
    public required string Id { get; init; }
    public required SourceTransactionData Original { get; init; }

    /// <summary>The refund or dispute itself, where it is to be compared; null for one that waits.</summary>
    public SourceTransactionData? GaveBack { get; init; }

    /// <summary>The revision of the original that it gave back a part of; null for one that waits.</summary>
    public SourceTransactionData? Former { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            TraceParent = TraceParent,
        };
}

/// <summary>Refunds and disputes whose original was revised after they had been posted, compared with what they would be as parts of that.</summary>
public sealed record GivenBackCompared : IEnvelope<ComparedGivenBack>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ComparedGivenBack> Items { get; init; }
}

public sealed record ComparedGivenBack : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string Id { get; init; }
    public required int Revision { get; init; }

    /// <summary>For a person; null when nothing differs.</summary>
    public string? Difference { get; init; }
    public required DateTimeOffset ComparedAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Id,
            Revision = Revision,
            TraceParent = TraceParent,
        };
}
