namespace AccountingSync.Benchmarks.Measuring;

static class Quantiles
{
    /// <param name="fraction">0.5 for the median.</param>
    public static double At(IReadOnlyList<double> sorted, double fraction) =>
        sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * fraction))];
}
