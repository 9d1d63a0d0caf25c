using System.Numerics;

namespace AccountingSync.Accounting.Matching;

/// <summary>Which of some amounts add up to another, exactly: the sums of the one half of them are looked up for the sums of the other.</summary>
public static class SubsetSums
{
    /// <summary>Halves of them have 32,768 sums each.</summary>
    public const int MostAmounts = 30;

    const int Smallest = 2;

    /// <summary>Subsets are bits, the lowest for the first amount; each has two amounts or more.</summary>
    /// <param name="amounts">At most <see cref="MostAmounts"/>; more than zero, each.</param>
    /// <param name="most">So many are returned, and one more when there are more.</param>
    public static IReadOnlyList<uint> Of(ReadOnlySpan<decimal> amounts, decimal target, int most)
    {
        if (amounts.Length > MostAmounts)
            throw new ArgumentException(
                $"{amounts.Length} amounts are more than the {MostAmounts} of which all subsets can be tried.",
                nameof(amounts)
            );
        if (amounts.Length < Smallest || Total(amounts) < target)
            return [];
        var half = amounts.Length / 2;
        var (low, high) = (Sums(amounts[..half]), Sums(amounts[half..]));
        var masks = Enumerable.Range(0, low.Length).Select(mask => (uint)mask).ToArray();
        Array.Sort(low, masks);
        var found = new List<uint>();
        for (var mask = 0u; mask < high.Length; mask++)
        {
            var rest = target - high[mask];
            if (rest < 0m)
                continue;
            for (var at = FirstOf(low, rest); at < low.Length && low[at] == rest; at++)
            {
                var subset = masks[at] | (mask << half);
                if (BitOperations.PopCount(subset) < Smallest)
                    continue;
                found.Add(subset);
                if (found.Count > most)
                    return found;
            }
        }
        return found;
    }

    static decimal[] Sums(ReadOnlySpan<decimal> amounts)
    {
        var sums = new decimal[1 << amounts.Length];
        for (var i = 0; i < amounts.Length; i++)
        for (var mask = 0; mask < 1 << i; mask++)
            sums[mask | (1 << i)] = sums[mask] + amounts[i];
        return sums;
    }

    static int FirstOf(decimal[] sorted, decimal value)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < value)
                from = middle + 1;
            else
                to = middle;
        }
        return from;
    }

    static decimal Total(ReadOnlySpan<decimal> amounts)
    {
        var total = 0m;
        foreach (var amount in amounts)
            total += amount;
        return total;
    }
}
