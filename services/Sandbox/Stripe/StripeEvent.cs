namespace AccountingSync.Sandbox.Stripe;

/// <summary>One webhook's content: the exact bytes to sign and send.</summary>
public sealed record StripeEvent(string Id, string Type, string ObjectId, ReadOnlyMemory<byte> Body)
{
    /// <summary>When it happened, in Unix seconds.</summary>
    public long CreatedAt { get; init; }
}

/// <summary>One object as the API serves it. <paramref name="Payout"/> names the payout that a balance transaction went out with.</summary>
public sealed record StripeObject(string Id, string Kind, string Json, string? Payout = null);

/// <summary>What a receiver should have understood after the day: each kind of source transaction once per id.</summary>
public sealed record StripeExpectation
{
    public required int Charge { get; init; }
    public required int Refund { get; init; }
    public required int Dispute { get; init; }
    public required int Payout { get; init; }

    /// <summary>Balance transactions with a fee: one per charge, and one per dispute.</summary>
    public required int Fee { get; init; }

    /// <summary>How many of <see cref="Fee"/> belong to disputes.</summary>
    public required int DisputeFees { get; init; }

    /// <summary>Sums per currency, in minor units, as Stripe writes them.</summary>
    public required IReadOnlyDictionary<string, StripeTotals> Totals { get; init; }
}

/// <summary>Sums of one currency in minor units. Charges − refunds − disputes − fees = payouts, when the day ends with payouts and
/// nothing is exchanged. Charges, refunds and disputes are in the currency that the customer saw, fees and payouts in that of the balance.</summary>
public sealed record StripeTotals
{
    public long Charges { get; init; }
    public long Refunds { get; init; }
    public long Disputes { get; init; }
    public long Fees { get; init; }
    public long Payouts { get; init; }
}

/// <summary>A whole day: events in the order in which things happened, and everything that the API then knows.</summary>
public sealed record StripeDay(IReadOnlyList<StripeEvent> Events, IReadOnlyList<StripeObject> Objects, StripeExpectation Expected);
