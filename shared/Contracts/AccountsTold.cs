namespace AccountingSync.Contracts;

/// <summary>A source told what its account held before and after these periods.</summary>
public sealed record BalancesTold : IEnvelope<ToldBalance>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ToldBalance> Items { get; init; }
}

/// <summary>An account of a source over a day, or over the days of one statement.</summary>
public sealed record ToldBalance : IIdentified
{
    public required string Source { get; init; }

    /// <summary>The source's word for it; <c>balance</c> where there is one alone.</summary>
    public required string Account { get; init; }
    public required string Currency { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>Tells statements of the same days apart; empty where there is one for each day.</summary>
    public required string Reference { get; init; }

    /// <summary>In major units; null where the source does not say.</summary>
    public decimal? Opening { get; init; }
    public decimal? Closing { get; init; }

    /// <summary>How many movements <see cref="MovementsTold"/> tells of it.</summary>
    public required int Movements { get; init; }

    /// <summary>pull or file.</summary>
    public required string By { get; init; }
    public required DateTimeOffset ToldAt { get; init; }

    ItemIdentity IIdentified.Identity => new() { Source = Source };
}

/// <summary>A source told what moved its account.</summary>
public sealed record MovementsTold : IEnvelope<ToldMovement>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<ToldMovement> Items { get; init; }
}

public sealed record ToldMovement : IIdentified
{
    public required string Source { get; init; }
    public required string Account { get; init; }
    public required string Currency { get; init; }

    /// <summary>With <see cref="Until"/> and <see cref="Reference"/>: the <see cref="ToldBalance"/> that it belongs to.</summary>
    public required DateOnly From { get; init; }
    public required DateOnly Until { get; init; }
    public required string Reference { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>The source's id of the row in its account.</summary>
    public required string MovementId { get; init; }

    /// <summary>The id that the source transaction has which tells of it.</summary>
    public required string TransactionId { get; init; }

    /// <summary>In major units; more than zero came in.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The last day on which it is no wonder that the transaction was not received yet; null where it is told at once.</summary>
    public DateOnly? UnderWayUntil { get; init; }

    ItemIdentity IIdentified.Identity => new() { Source = Source, TransactionId = TransactionId };
}

/// <summary>These transactions were asked for at their sources, and no webhook had told of them until then.</summary>
public sealed record TransactionsRefilled : IEnvelope<RefilledTransaction>
{
    public required string Organisation { get; init; }
    public required IReadOnlyList<RefilledTransaction> Items { get; init; }
}

public sealed record RefilledTransaction : ITraced, IIdentified
{
    public string? TraceParent { get; init; }
    public required string Source { get; init; }
    public required string TransactionId { get; init; }
    public required DateTimeOffset RefilledAt { get; init; }

    ItemIdentity IIdentified.Identity =>
        new()
        {
            Source = Source,
            TransactionId = TransactionId,
            TraceParent = TraceParent,
        };
}
