namespace AccountingSync.Accounting.Matching;

/// <summary>Sets of numbers that hang together: each begins alone, and pairs join theirs.</summary>
sealed class Groups(int size)
{
    readonly int[] parents = [.. Enumerable.Range(0, size)];

    public int Of(int one)
    {
        while (parents[one] != one)
            one = parents[one] = parents[parents[one]];
        return one;
    }

    /// <summary>The lower number names the joint set, so that the name does not depend on the order of joins.</summary>
    public void Join(int one, int other)
    {
        var (first, second) = (Of(one), Of(other));
        if (first < second)
            parents[second] = first;
        else
            parents[first] = second;
    }
}
