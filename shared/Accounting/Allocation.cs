namespace AccountingSync.Accounting;

/// <summary>Splits an amount so that not a single minor unit is lost or made.</summary>
public static class Allocation
{
    /// <summary>Shares <paramref name="total"/> in proportion to <paramref name="weights"/>, in whole minor units; what
    /// rounding leaves goes, one minor unit each, to the largest remainders, earlier ones first.</summary>
    /// <exception cref="ArgumentException">No weights, a negative weight, all weights zero, or a total that does not fit the currency.</exception>
    public static IReadOnlyList<decimal> ByLargestRemainder(decimal total, IReadOnlyList<decimal> weights, Currency currency)
    {
        if (!currency.Fits(total))
            throw new ArgumentException($"{total} does not fit {currency.Code}.", nameof(total));
        var sum = weights.Sum();
        if (weights.Any(weight => weight < 0m) || sum <= 0m)
            throw new ArgumentException("Weights must not be negative and must not all be zero.", nameof(weights));
        var sign = Math.Sign(total);
        var units = Math.Abs(total) * currency.MinorUnits;
        var exact = weights.Select(weight => units * (weight / sum)).ToArray();
        var shares = exact.Select(decimal.Floor).ToArray();
        var left = (int)(units - shares.Sum());
        foreach (var index in Enumerable.Range(0, shares.Length).OrderByDescending(i => exact[i] - shares[i]).ThenBy(i => i).Take(left))
            shares[index] += 1m;
        return [.. shares.Select(share => sign * share / currency.MinorUnits)];
    }
}
