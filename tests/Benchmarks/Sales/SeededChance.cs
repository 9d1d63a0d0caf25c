namespace AccountingSync.Benchmarks.Sales;

/// <summary>The same numbers for the same seed, on every machine (SplitMix64).</summary>
sealed class SeededChance(ulong seed)
{
    ulong state = seed;

    /// <returns>0 up to and without <paramref name="limit"/>.</returns>
    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <returns>Above 0 and at most 1.</returns>
    public double Fraction() => ((Next() >> 11) + 1) / (double)(1UL << 53);

    ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
