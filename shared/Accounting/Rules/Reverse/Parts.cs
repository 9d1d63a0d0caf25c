namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>The parts of a transaction in one row, signed so that they add up to its gross: the items (or what is left as goods where there are
/// none), the taxes, tip, shipping and, negative, the discount.</summary>
sealed class Parts(SourceTransaction original)
{
    readonly int goods = Math.Max(original.Items.Count, 1);

    public bool HasItems => original.Items.Count > 0;
    public int Goods => goods;
    public int FirstTax => goods;
    public int Tip => goods + original.Taxes.Count;
    public int Shipping => Tip + 1;
    public int Discount => Tip + 2;
    public int Count => Tip + 3;

    public decimal[] Amounts() =>
        [
            .. original.Items.Count > 0 ? original.Items.Select(item => item.Net) : [original.Net],
            .. original.Taxes.Select(tax => tax.Amount),
            original.Tip,
            original.Shipping,
            -original.Discount,
        ];

    /// <summary>Of the items, then of the taxes.</summary>
    public int[] Marks { get; } = [.. original.Items.Select(PartMark.Of), .. original.Taxes.Select(PartMark.Of)];

    /// <summary>The part that a mark is of.</summary>
    int PartOfMark(int index) => index < original.Items.Count ? index : FirstTax + index - original.Items.Count;

    public IEnumerable<int> WithMark(int mark) => Enumerable.Range(0, Marks.Length).Where(i => Marks[i] == mark).Select(PartOfMark);

    /// <summary>Null when it was made of another revision, with other parts.</summary>
    public decimal[]? Of(Portion portion)
    {
        if (portion.Items.Count != original.Items.Count || portion.Taxes.Count != original.Taxes.Count)
            return null;
        if (portion.Marks is { } marks && !marks.SequenceEqual(Marks))
            return null;
        var others = portion.Taxes.Sum() + portion.Tip + portion.Shipping - portion.Discount;
        return
        [
            .. original.Items.Count > 0 ? portion.Items : [portion.Gross - others],
            .. portion.Taxes,
            portion.Tip,
            portion.Shipping,
            -portion.Discount,
        ];
    }

    public Portion Portion(decimal[] parts, decimal[] tenders) =>
        new()
        {
            Gross = parts.Sum(),
            Currency = original.Currency,
            Marks = Marks,
            Items = original.Items.Count > 0 ? parts[..goods] : [],
            Taxes = parts[FirstTax..Tip],
            Tip = parts[Tip],
            Shipping = parts[Shipping],
            Discount = -parts[Discount],
            Tenders = tenders,
        };
}
