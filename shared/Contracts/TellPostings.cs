namespace AccountingSync.Contracts;

/// <summary>Say what stands in the books on some accounts for a payout and what it settles (to LedgerWriter).</summary>
public sealed record TellPostings : IEnvelope<PostingsToTell>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<PostingsToTell> Items { get; init; }
}

public sealed record PostingsToTell : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }

    /// <summary>The payout's id.</summary>
    public required string Payout { get; init; }

    /// <summary>Comes back with the answer, so that it is known which question it answers.</summary>
    public required DateTimeOffset AskedAt { get; init; }
    public required IReadOnlyList<string> Accounts { get; init; }
    public required IReadOnlyList<RevisionsToTell> Transactions { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Payout,
            TraceParent = TraceParent,
        };
}

/// <param name="Revisions">Those of which an entry or a reversal was announced: what stands of them is added up.</param>
public sealed record RevisionsToTell(string Id, IReadOnlyList<int> Revisions);

/// <summary>What stands in the books; the answer to <see cref="TellPostings"/>.</summary>
public sealed record PostingsTold : IEnvelope<ToldPostings>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ToldPostings> Items { get; init; }
}

public sealed record ToldPostings : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string Payout { get; init; }
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>By transaction, account and currency, without those that come to zero.</summary>
    public required IReadOnlyList<PostingData> Postings { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = Payout,
            TraceParent = TraceParent,
        };
}

/// <param name="Amount">Debit positive, credit negative: entries less those that were taken back.</param>
public sealed record PostingData(string TransactionId, string Account, string Currency, decimal Amount);
