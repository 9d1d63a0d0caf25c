namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>Takes what is given back from what is left of an original's parts.</summary>
/// <param name="left">Of each part, what nobody gave back before.</param>
/// <param name="unnamed">Of each part, what nobody gave back by naming it, see <see cref="NamedParts"/>.</param>
/// <param name="goodsLeft">The same of all goods together.</param>
sealed class Taking(SourceTransaction original, Parts parts, decimal[] left, decimal[] unnamed, decimal goodsLeft, Currency currency)
{
    public decimal[] Taken { get; } = new decimal[parts.Count];

    /// <summary>Of all parts in proportion; of those that the policy keeps only when the others do not suffice.</summary>
    /// <returns>Null when it could be done.</returns>
    public string? InProportion(decimal amount, Reversing policy)
    {
        bool Keeps(int part) =>
            (part == parts.Tip && policy.KeepsTip)
            || (part == parts.Shipping && policy.KeepsShipping)
            || (part < original.Items.Count && policy.Keeps(original.Items[part]));
        var kept = Enumerable.Range(0, parts.Count).Where(Keeps).ToList();
        var others = Enumerable.Range(0, parts.Count).Except(kept).ToList();
        var among = others.Sum(part => left[part]);
        if (amount <= among)
            return Share(amount, others, left);
        foreach (var part in others)
            Taken[part] = left[part];
        return Share(amount - among, kept, left);
    }

    /// <summary>What the refund names, literally; goods of which it names no items in proportion to the items. What others gave back as an amount was shared
    /// out by us, and takes nothing away from a part that is named.</summary>
    /// <returns>Null when it could be done; otherwise what is not there, for a person.</returns>
    public string? AsNamed(SourceTransaction refund)
    {
        var goods = Enumerable.Range(0, parts.Goods).ToList();
        foreach (var item in refund.Items)
        {
            var same = original.Items.Count == 0 ? goods : [.. goods.Where(part => original.Items[part].Sku == item.Sku)];
            if (Take(item.Net, same, $"item '{item.Sku}'") is { } problem)
                return problem;
        }
        foreach (var tax in refund.Taxes)
        {
            var same = Enumerable
                .Range(0, original.Taxes.Count)
                .Where(i => original.Taxes[i].Jurisdiction == tax.Jurisdiction && original.Taxes[i].Code == tax.Code)
                .Select(i => parts.FirstTax + i);
            if (Take(tax.Amount, [.. same], $"tax '{tax.Jurisdiction} {tax.Code}'") is { } problem)
                return problem;
        }
        return Take(refund.Tip, [parts.Tip], "tip")
            ?? Take(refund.Shipping, [parts.Shipping], "shipping")
            ?? Take(-refund.Discount, [parts.Discount], "discount")
            ?? (refund.Items.Count > 0 ? null : Goods(refund.Net, goods));
    }

    string? Goods(decimal net, List<int> goods)
    {
        var (open, there) = (goods.Sum(part => left[part]), Math.Min(goods.Sum(part => unnamed[part]), goodsLeft));
        return net <= open ? Share(net, goods, left)
            : net <= there ? Share(net, goods, unnamed)
            : Exceeded("goods", net, Math.Max(open, there));
    }

    /// <summary>From the first of them as much as it has, then from the next.</summary>
    string? Take(decimal amount, IReadOnlyList<int> from, string what)
    {
        var open = amount;
        foreach (var part in from)
        {
            var there = unnamed[part] - Taken[part];
            if (open == 0m || Math.Sign(there) != Math.Sign(open))
                continue;
            var taken = Math.Abs(there) < Math.Abs(open) ? there : open;
            Taken[part] += taken;
            open -= taken;
        }
        return open == 0m ? null : Exceeded(what, amount, amount - open);
    }

    string? Share(decimal amount, List<int> among, decimal[] of)
    {
        if (amount == 0m)
            return null;
        var weights = among.Select(part => of[part]).ToList();
        if (weights.Sum() < amount)
            return Exceeded("sum", amount, weights.Sum());
        foreach (var (part, share) in among.Zip(Allocation.AmongSigned(amount, weights, currency)))
            Taken[part] = share;
        return null;
    }

    string Exceeded(string what, decimal asked, decimal there) =>
        $"of the {what} it gives back {currency.Format(asked)} {currency.Code}, and {currency.Format(there)} of it is left in {original.Id}. "
        + "Correct it at the source, or look for one that came twice.";
}

/// <summary>Which of an original's tenders are used up.</summary>
static class Tenders
{
    public static decimal[] Taken(SourceTransaction original, IReadOnlyList<Portion> before, SourceTransaction refund, Currency currency)
    {
        var left = original.Tenders.Select(tender => tender.Amount).ToArray();
        foreach (var portion in before.Where(portion => portion.Tenders.Count == left.Length))
        {
            for (var i = 0; i < left.Length; i++)
                left[i] -= portion.Tenders[i];
        }
        if (left.Length == 0)
            return [];
        if (refund.Tenders.Count > 0)
            return ByMethod(original, left, refund);
        // Money may have gone back by another way than it came: then the rest is shared as it was paid.
        var weights = left.Sum() >= refund.Gross && left.Sum() > 0m ? left : [.. original.Tenders.Select(tender => tender.Amount)];
        return [.. Allocation.AmongSigned(refund.Gross, weights, currency)];
    }

    /// <summary>What goes back in another way than it came uses up nothing.</summary>
    static decimal[] ByMethod(SourceTransaction original, decimal[] left, SourceTransaction refund)
    {
        var taken = new decimal[left.Length];
        foreach (var tender in refund.Tenders)
        {
            var open = tender.Amount;
            for (var i = 0; i < left.Length && open > 0m; i++)
            {
                if (original.Tenders[i].Method != tender.Method)
                    continue;
                var there = Math.Clamp(left[i] - taken[i], 0m, open);
                taken[i] += there;
                open -= there;
            }
        }
        return taken;
    }
}
