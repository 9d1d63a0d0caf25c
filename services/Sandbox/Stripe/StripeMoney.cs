namespace AccountingSync.Sandbox.Stripe;

/// <summary>Plausible amounts in Stripe's minor units.</summary>
internal static class StripeMoney
{
    static readonly HashSet<string> ThreeDecimals = ["bhd", "jod", "kwd", "omr", "tnd"];

    static readonly HashSet<string> WithoutDecimals = ["clp", "jpy", "krw", "vnd"];

    /// <summary>Smallest units in one of the currency.</summary>
    public static decimal Unit(string currency) =>
        WithoutDecimals.Contains(currency) ? 1m
        : ThreeDecimals.Contains(currency) ? 1000m
        : 100m;

    /// <summary>Stripe wants the last digit of a three-decimal amount to be 0.</summary>
    static int Step(string currency) => ThreeDecimals.Contains(currency) ? 10 : 1;

    public static long Amount(SeededNumbers numbers, string currency) => (500 + numbers.Below(24_500)) * (long)Step(currency);

    /// <summary>A part of the amount, at least one step and less than the whole.</summary>
    public static long Part(SeededNumbers numbers, long amount, string currency) =>
        (1 + numbers.Below((int)(amount / Step(currency)) - 1)) * (long)Step(currency);

    /// <summary>2.9 % and 30 of the smallest step.</summary>
    public static long Fee(long amount, string currency)
    {
        var steps = amount / Step(currency);
        return ((steps * 29 + 500) / 1000 + 30) * Step(currency);
    }

    /// <summary>What a dispute costs, won or lost.</summary>
    public static long DisputeFee(string currency) => 1500L * Step(currency);
}
