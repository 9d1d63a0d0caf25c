namespace AccountingSync.Sandbox.Stripe;

/// <summary>A day to play against a receiver of webhooks.</summary>
public sealed record PlayRequest
{
    public required Uri Target { get; init; }
    public required string Secret { get; init; }
    public long Seed { get; init; } = 1;
    public int Charges { get; init; } = 100;

    /// <summary>Share of events that are sent twice.</summary>
    public double Duplicates { get; init; }
    public bool OutOfOrder { get; init; }

    /// <summary>Share of events that no webhook tells; the list of events does.</summary>
    public double Lost { get; init; }

    /// <summary>How many charges neither a webhook nor the list of events tells: only the balance knows them.</summary>
    public int Hidden { get; init; }

    /// <summary>Whether the day ends with one payout per currency.</summary>
    public bool Payouts { get; init; } = true;

    /// <summary>They were made and have not arrived: nobody is told that they are paid.</summary>
    public bool PayoutsUnderWay { get; init; }
    public IReadOnlyList<string> Currencies { get; init; } = ["usd"];

    /// <summary>Of the balance in which everything settles; null when each currency has one of its own.</summary>
    public string? SettlesIn { get; init; }

    /// <summary>How many requests bear a wrong signature.</summary>
    public int Forged { get; init; }
    public DateTimeOffset? Start { get; init; }

    /// <summary>How many requests are under way at a time.</summary>
    public int Concurrency { get; init; } = 4;

    public StripePlan Plan()
    {
        var plan = new StripePlan
        {
            Seed = Seed,
            Charges = Charges,
            Currencies = Currencies,
            SettlesIn = SettlesIn,
            Payouts = Payouts,
            PayoutsUnderWay = PayoutsUnderWay,
        };
        return Start is { } start ? plan with { Start = start } : plan;
    }

    public string? Problem() =>
        Target.Scheme is not ("http" or "https") ? "target must be an http address"
        : Duplicates is < 0 or > 1 ? "duplicates must be from 0 to 1"
        : Lost is < 0 or > 1 ? "lost must be from 0 to 1"
        : Hidden < 0 ? "hidden must not be negative"
        : Forged < 0 ? "forged must not be negative"
        : Concurrency is < 1 or > 64 ? "concurrency must be from 1 to 64"
        : Plan().Problem();
}

/// <summary>What was sent and what should come of it.</summary>
internal sealed record PlaySummary
{
    public required IReadOnlyList<SentEvent> Events { get; init; }
    public required int Requests { get; init; }
    public required int Duplicates { get; init; }

    /// <summary>Ids of the events that were sent once more, one for each time.</summary>
    public required IReadOnlyList<string> Repeated { get; init; }
    public required int Forged { get; init; }

    /// <summary>Ids of the events that no webhook told, and of those that the list of events does not tell either.</summary>
    public required IReadOnlyList<string> Lost { get; init; }
    public required IReadOnlyList<string> Hidden { get; init; }

    /// <summary>Source transactions that the receiver should hold afterwards, by kind, with sums per currency.</summary>
    public required StripeExpectation Expected { get; init; }

    /// <summary>Final answers by status; "none" where no answer came.</summary>
    public required IReadOnlyDictionary<string, int> Http { get; init; }

    /// <summary>Genuine events that the receiver never accepted.</summary>
    public required IReadOnlyList<string> Undelivered { get; init; }
}

/// <summary>One event that was sent at least once.</summary>
internal sealed record SentEvent(string Id, string Type, string Object);
