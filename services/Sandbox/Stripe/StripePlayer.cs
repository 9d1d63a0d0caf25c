namespace AccountingSync.Sandbox.Stripe;

/// <summary>Plays a payment gateway: makes a day of Stripe events and the objects behind them. Pure: the same plan, the same day.</summary>
public static class StripePlayer
{
    /// <summary>The day that a plan describes.</summary>
    public static StripeDay Play(StripePlan plan)
    {
        if (plan.Problem() is { } problem)
            throw new ArgumentException(problem, nameof(plan));
        var day = new StripeDayBuilder(plan);
        for (var number = 1; number <= plan.Charges; number++)
            day.AddPayment(number);
        if (plan.Payouts)
            day.AddPayouts();
        return day.Build();
    }
}
