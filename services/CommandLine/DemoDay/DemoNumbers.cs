namespace AccountingSync.CommandLine.DemoDay;

/// <summary>A repeatable stream of numbers (splitmix64): the same seed gives the same day on every machine.</summary>
sealed class DemoNumbers(ulong seed)
{
    ulong state = seed;

    /// <summary>From 0 up to, and without, the bound.</summary>
    public int Below(int bound)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return (int)((mixed ^ (mixed >> 31)) % (ulong)bound);
        }
    }

    public bool OneIn(int count) => Below(count) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
