namespace AccountingSync.Sandbox.Stripe;

/// <summary>What a gateway's day shall look like. The same plan gives the same day, byte for byte.</summary>
public sealed record StripePlan
{
    public long Seed { get; init; } = 1;
    public int Charges { get; init; } = 100;

    /// <summary>Charges are spread over the day that begins here.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 15, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Lower-case codes, used in turn.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = ["usd"];

    /// <summary>Lower-case code of the balance in which everything settles; null when each currency has a balance of its own.</summary>
    public string? SettlesIn { get; init; }

    /// <summary>Share of charges that are refunded, in whole or in part.</summary>
    public double Refunds { get; init; } = 0.1;

    /// <summary>Share of charges that are disputed.</summary>
    public double Disputes { get; init; } = 0.03;

    /// <summary>Share of charges that carry a tip, in minor units, in their metadata.</summary>
    public double Tips { get; init; } = 0.2;

    /// <summary>Whether the day ends with one payout per currency.</summary>
    public bool Payouts { get; init; } = true;

    /// <summary>The payouts of the day were made and have not arrived: the balance moved, and payout.paid is still to come.</summary>
    public bool PayoutsUnderWay { get; init; }

    /// <summary>What is wrong with the plan, or null.</summary>
    public string? Problem() =>
        Charges is < 0 or > 1_000_000 ? "charges must be from 0 to 1000000"
        : Currencies.Count == 0 || !Currencies.All(IsCode) || (SettlesIn is not null && !IsCode(SettlesIn))
            ? "currencies must be three lower-case letters each"
        : Refunds is < 0 or > 1 || Disputes is < 0 or > 1 || Tips is < 0 or > 1 ? "shares must be from 0 to 1"
        : null;

    static bool IsCode(string code) => code.Length == 3 && code.All(letter => letter is >= 'a' and <= 'z');
}
