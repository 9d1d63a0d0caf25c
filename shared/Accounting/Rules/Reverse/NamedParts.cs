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

    static IEnumerable<(int Mark, decimal Amount)> Marked(Portion portion, IReadOnlyList<decimal> amounts, int first) =>
        portion.Marks is { } marks ? amounts.Select((amount, i) => (marks[first + i], amount)) : [];

    /// <summary>Of what is above nothing, and of what is below.</summary>
    static decimal Beyond(IReadOnlyList<decimal> given, IReadOnlyList<decimal> there) =>
        Math.Max(Sum(given, sign: 1) - Sum(there, sign: 1), 0m) + Math.Min(Sum(given, sign: -1) - Sum(there, sign: -1), 0m);

    static decimal Sum(IEnumerable<decimal> amounts, int sign) => amounts.Where(amount => Math.Sign(amount) == sign).Sum();
}
