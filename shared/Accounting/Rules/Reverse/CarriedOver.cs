namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>Carries what was given back of an original over to the parts that it has now: by the same item, tax, tip, shipping and discount. An item that is
/// not there any more counts among the other goods, a tax among the other taxes, and what then is left over by its amount.</summary>
sealed class CarriedOver
{
    readonly Parts parts;
    readonly Currency currency;
    readonly List<decimal[]> given = [];

    public CarriedOver(Parts parts, IReadOnlyList<Portion> before, Currency currency)
    {
        (this.parts, this.currency) = (parts, currency);
        Left = parts.Amounts();
        foreach (var portion in before)
            Take(portion);
    }

    /// <summary>Of each part, what nobody gave back; never beyond what is there.</summary>
    public decimal[] Left { get; }

    /// <summary>For each portion what it takes of each part.</summary>
    public IReadOnlyList<decimal[]> Given => given;

    /// <summary>What was given back beyond all that there is now.</summary>
    public decimal Beyond { get; private set; }

    void Take(Portion portion)
    {
        var before = Left.ToArray();
        if (parts.Of(portion) is { } same && Fits(same))
            Subtract(same);
        else
            TakeOfAnother(portion);
        given.Add([.. before.Zip(Left, (was, left) => was - left)]);
    }

    bool Fits(decimal[] amounts)
    {
        for (var i = 0; i < amounts.Length; i++)
            if (amounts[i] != 0m && (Math.Sign(amounts[i]) != Math.Sign(Left[i]) || Math.Abs(amounts[i]) > Math.Abs(Left[i])))
                return false;
        return true;
    }

    void Subtract(decimal[] amounts)
    {
        for (var i = 0; i < amounts.Length; i++)
            Left[i] -= amounts[i];
    }

    /// <summary>Of a revision with other parts or amounts.</summary>
    void TakeOfAnother(Portion portion)
    {
        var before = Left.Sum();
        var named = portion.Items.Concat(portion.Taxes).ToList();
        var goods = portion.Gross - portion.Taxes.Sum() - portion.Tip - portion.Shipping + portion.Discount;
        var taxes = portion.Taxes.Sum();
        for (var i = 0; portion.Marks is { } marks && i < named.Count; i++)
        {
            var taken = TakeSame(named[i], parts.WithMark(marks[i]));
            if (i < portion.Items.Count)
                goods -= taken;
            else
                taxes -= taken;
        }
        TakeSame(portion.Tip, [parts.Tip]);
        TakeSame(portion.Shipping, [parts.Shipping]);
        TakeSame(-portion.Discount, [parts.Discount]);
        Share(goods, Enumerable.Range(0, parts.Goods));
        Share(taxes, Enumerable.Range(parts.FirstTax, parts.Tip - parts.FirstTax));
        ShareAmongAll(portion.Gross - (before - Left.Sum()));
    }

    /// <returns>How much of it was there.</returns>
    decimal TakeSame(decimal amount, IEnumerable<int> from)
    {
        var open = amount;
        foreach (var part in from)
        {
            if (open == 0m || Math.Sign(Left[part]) != Math.Sign(open))
                continue;
            var taken = Math.Abs(Left[part]) < Math.Abs(open) ? Left[part] : open;
            Left[part] -= taken;
            open -= taken;
        }
        return amount - open;
    }

    /// <summary>As much as is there.</summary>
    void Share(decimal amount, IEnumerable<int> among)
    {
        var places = among.ToList();
        var weights = places.ConvertAll(part => Left[part]);
        amount = Math.Min(amount, weights.Sum());
        if (amount <= 0m)
            return;
        foreach (var (part, share) in places.Zip(Allocation.AmongSigned(amount, weights, currency)))
            Left[part] -= share;
    }

    /// <param name="open">Below zero where a discount is not there any more, without which less of the rest would have been given back.</param>
    void ShareAmongAll(decimal open)
    {
        if (open < 0m)
        {
            var taken = parts.Amounts().Zip(Left, (whole, left) => whole - left).ToList();
            foreach (var (share, part) in Allocation.AmongSigned(-open, taken, currency).Select((share, part) => (share, part)))
                Left[part] += share;
            return;
        }
        Beyond += Math.Max(open - Left.Sum(), 0m);
        Share(open, Enumerable.Range(0, parts.Count));
    }
}
