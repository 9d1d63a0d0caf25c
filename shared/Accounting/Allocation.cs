namespace AccountingSync.Accounting;

/// <summary>Splits an amount so that not a single minor unit is lost or made.</summary>
public static class Allocation
{
    /// <summary>Shares <paramref name="total"/> in proportion to <paramref name="weights"/>, in whole minor units; what
    /// rounding leaves goes, one minor unit each, to the largest remainders, earlier ones first.</summary>
    /// <exception cref="ArgumentException">No weights, a negative weight, all weights zero, or a total that does not fit the currency.</exception>
    public static IReadOnlyList<decimal> ByLargestRemainder(decimal total, IReadOnlyList<decimal> weights, Currency currency)
    {
        if (weights.Any(weight => weight < 0m))
            throw new ArgumentException("Weights must not be negative.", nameof(weights));
        var sign = Math.Sign(total);
        return [.. AmongSigned(Math.Abs(total), weights, currency).Select(share => sign * share)];
    }

    /// <summary>The same where some of what is shared counts against the rest, as a discount does. When the total is not beyond the sum of the
    /// weights, no share is beyond its weight.</summary>
    /// <exception cref="ArgumentException">Weights that do not add up to more than zero, or a total that is negative or does not fit the currency.</exception>
    public static IReadOnlyList<decimal> AmongSigned(decimal total, IReadOnlyList<decimal> weights, Currency currency)
    {
        if (!currency.Fits(total) || total < 0m)
            throw new ArgumentException($"{total} does not fit {currency.Code}.", nameof(total));
        var sum = weights.Sum();
        if (sum <= 0m)
            throw new ArgumentException("Weights must add up to more than zero.", nameof(weights));
        var units = total * currency.MinorUnits;
        var exact = weights.Select(weight => units * (weight / sum)).ToArray();
        var shares = exact.Select(decimal.Floor).ToArray();
        var left = (int)(units - shares.Sum());
        foreach (var index in Enumerable.Range(0, shares.Length).OrderByDescending(i => exact[i] - shares[i]).ThenBy(i => i).Take(left))
            shares[index] += 1m;
        // A product keeps the currency's decimals: 30.00, where a quotient would be 30.
        var unit = 1m / currency.MinorUnits;
        return [.. shares.Select(share => share * unit)];
    }
}
