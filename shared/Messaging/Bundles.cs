namespace AccountingSync.Messaging;

/// <summary>Puts items into as few envelopes as may be, none of which is larger than a message should be.</summary>
public static class Bundles
{
    /// <summary>Items of one envelope.</summary>
    public const int MostItems = 500;

    /// <summary>What the items of one envelope weigh together, unless one alone weighs more: with some seventy bytes for each it stays at a
    /// tenth of what the broker takes.</summary>
    public const int MostWeight = 20_000;

    /// <param name="weight">How many parts an item has that may be many, beside itself.</param>
    public static IEnumerable<IReadOnlyList<T>> Of<T>(IEnumerable<T> items, Func<T, int> weight)
    {
        var bundle = new List<T>();
        var total = 0;
        foreach (var item in items)
        {
            var own = weight(item);
            if (bundle.Count == MostItems || (bundle.Count > 0 && total + own > MostWeight))
            {
                yield return bundle;
                (bundle, total) = ([], 0);
            }
            bundle.Add(item);
            total += own;
        }
        if (bundle.Count > 0)
            yield return bundle;
    }
}
