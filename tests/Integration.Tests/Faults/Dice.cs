namespace AccountingSync.Integration.Tests.Faults;

/// <summary>Chance that a seed repeats exactly (xorshift64*).</summary>
public sealed class Dice(ulong seed)
{
    ulong state = unchecked(seed * 0x9E3779B97F4A7C15UL) | 1;

    /// <summary>From 0 to <paramref name="exclusive"/> - 1.</summary>
    public int Below(int exclusive)
    {
        unchecked
        {
            state ^= state >> 12;
            state ^= state << 25;
            state ^= state >> 27;
            return (int)((state * 0x2545F4914F6CDD1DUL >> 33) % (ulong)exclusive);
        }
    }

    public bool OneIn(int chances) => Below(chances) == 0;

    public T Pick<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public List<T> Shuffled<T>(IEnumerable<T> items)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
        return list;
    }
}
