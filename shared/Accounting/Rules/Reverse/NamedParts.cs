namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>What refunds gave back of parts that they named. It is asked of each part by itself and for all refunds together: what others gave back as an
/// amount was shared out by us, and takes nothing away from a part that was named.</summary>
static class NamedParts
{
    /// <returns>What was given back of items, taxes, tip and shipping that are not there any more, or not as large. An item of less than nothing that is gone
    /// makes up for another.</returns>
    public static decimal Missing(Parts parts, IEnumerable<Portion> givenBack)
    {
        var named = givenBack.Where(portion => portion.Named).ToList();
        var there = parts.Amounts();
        decimal Short(IEnumerable<(int Mark, decimal Amount)> given) =>
            Math.Max(
                given
                    .GroupBy(part => part.Mark, part => part.Amount)
                    .Sum(same => Beyond([.. same], [.. parts.WithMark(same.Key).Select(i => there[i])])),
                0m
            );

        return Short(named.Where(portion => portion.ItemsNamed).SelectMany(portion => Marked(portion, portion.Items, first: 0)))
            + Short(named.SelectMany(portion => Marked(portion, portion.Taxes, portion.Items.Count)))
            + Beyond([.. named.Select(portion => portion.Tip)], [there[parts.Tip]])
            + Beyond([.. named.Select(portion => portion.Shipping)], [there[parts.Shipping]]);
    }

    /// <returns>Of each part what was not given back of it by name: the most that may still be named of it.</returns>
    /// <param name="givenBack">Of those that were decided before it was noted whether they name their parts, all parts count as named.</param>
    public static decimal[] Left(Parts parts, IEnumerable<Portion> givenBack)
    {
        var left = parts.Amounts();
        foreach (var portion in givenBack)
        {
            if (portion.Marks is not { } marks)
                TakeByPlace(left, parts.Of(portion));
            else if (portion.Named)
                TakeNamed(left, parts, portion, marks);
        }
        return left;
    }

    /// <returns>Of all goods together what was not given back by those that name parts, be it goods or only a tax or tip beside them.</returns>
    /// <param name="givenBack">As for <see cref="Left"/>.</param>
    public static decimal GoodsLeft(Parts parts, IEnumerable<Portion> givenBack) =>
        parts.Amounts()[..parts.Goods].Sum() - givenBack.Where(portion => portion.Named || portion.Marks is null).Sum(Goods);

    static decimal Goods(Portion portion) => portion.Gross - portion.Taxes.Sum() - portion.Tip - portion.Shipping + portion.Discount;

    static void TakeByPlace(decimal[] left, decimal[]? given)
    {
        for (var i = 0; i < given?.Length; i++)
            Take(left, given[i], [i]);
    }

    static void TakeNamed(decimal[] left, Parts parts, Portion portion, IReadOnlyList<int> marks)
    {
        if (!parts.HasItems)
            Take(left, Goods(portion), [0]);
        for (var i = portion.ItemsNamed ? 0 : portion.Items.Count; i < marks.Count; i++)
            Take(left, i < portion.Items.Count ? portion.Items[i] : portion.Taxes[i - portion.Items.Count], parts.WithMark(marks[i]));
        Take(left, portion.Tip, [parts.Tip]);
        Take(left, portion.Shipping, [parts.Shipping]);
        Take(left, -portion.Discount, [parts.Discount]);
    }

    /// <summary>From the first of them as much as it has, then from the next.</summary>
    static void Take(decimal[] left, decimal amount, IEnumerable<int> from)
    {
        foreach (var part in from)
        {
            if (Math.Sign(left[part]) != Math.Sign(amount))
                continue;
            var taken = Math.Abs(left[part]) < Math.Abs(amount) ? left[part] : amount;
            left[part] -= taken;
            amount -= taken;
        }
    }

    static IEnumerable<(int Mark, decimal Amount)> Marked(Portion portion, IReadOnlyList<decimal> amounts, int first) =>
        portion.Marks is { } marks ? amounts.Select((amount, i) => (marks[first + i], amount)) : [];

    /// <summary>Of what is above nothing, and of what is below.</summary>
    static decimal Beyond(IReadOnlyList<decimal> given, IReadOnlyList<decimal> there) =>
        Math.Max(Sum(given, sign: 1) - Sum(there, sign: 1), 0m) + Math.Min(Sum(given, sign: -1) - Sum(there, sign: -1), 0m);

    static decimal Sum(IEnumerable<decimal> amounts, int sign) => amounts.Where(amount => Math.Sign(amount) == sign).Sum();
}
