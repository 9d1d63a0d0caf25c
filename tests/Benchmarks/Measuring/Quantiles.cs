namespace AccountingSync.Benchmarks.Measuring;

static class Quantiles
{
    /// <summary>A product like 0.99 × 700 may come out a hair above the whole number that it is.</summary>
    const double Hair = 1e-9;

    /// <summary>The least of the values that this fraction of all do not exceed (nearest rank): one that was measured, none between two.
    /// No number when there are no values.</summary>
    /// <param name="fraction">0.99 for the value that 99 of 100 do not exceed.</param>
    public static double At(IReadOnlyList<double> sorted, double fraction) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(sorted.Count * fraction - Hair) - 1, 0, sorted.Count - 1)];

    /// <summary>The middle one, or the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
            return double.NaN;
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
