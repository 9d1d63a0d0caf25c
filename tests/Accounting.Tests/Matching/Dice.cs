namespace AccountingSync.Accounting.Tests.Matching;

/// <summary>The same numbers each time, by a linear congruential generator.</summary>
sealed class Dice(uint seed)
{
    uint state = seed;

    public int Below(int limit)
    {
        state = unchecked(state * 1664525u + 1013904223u);
        return (int)((state >> 8) % (uint)limit);
    }

    public T One<T>(params T[] of) => of[Below(of.Length)];

    public List<T> Shuffled<T>(IEnumerable<T> all)
    {
        var list = all.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (list[i], list[other]) = (list[other], list[i]);
        }
        return list;
    }
}
