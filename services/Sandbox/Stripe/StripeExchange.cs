namespace AccountingSync.Sandbox.Stripe;

/// <summary>What moved in the balance.</summary>
/// <param name="Amount">In the smallest unit of <paramref name="Currency"/>.</param>
/// <param name="Rate">Settled amount per presented one, in whole currencies; null when nothing was exchanged.</param>
internal sealed record Movement(long Amount, string Currency, decimal? Rate);

/// <summary>Exchanges what is charged, refunded and disputed into the currency of the balance, each time at another rate.</summary>
internal sealed class StripeExchange(StripePlan plan)
{
    // Of its own, so that the same day without an exchange has the same amounts.
    readonly SeededNumbers numbers = new(plan.Seed + 1);

    public Movement Of(long amount, string currency)
    {
        if (plan.SettlesIn is not { } settlement || settlement == currency)
            return new Movement(amount, currency, null);
        // From 0.8 to 1.25 in smallest units.
        var rate = (8_000 + numbers.Below(4_501)) / 10_000m;
        return new Movement(
            decimal.ToInt64(decimal.Round(amount * rate, MidpointRounding.AwayFromZero)),
            settlement,
            rate * StripeMoney.Unit(currency) / StripeMoney.Unit(settlement)
        );
    }
}
