namespace AccountingSync.Accounting.Rules.Proof;

/// <summary>Leaves out of an example whatever is not needed to show what it shows.</summary>
static class SmallerExample
{
    public static SourceTransaction Of(SourceTransaction example, Func<SourceTransaction, bool> shows)
    {
        foreach (var without in Steps)
        {
            var smaller = without(example);
            if (Example.IsAccepted(smaller) && shows(smaller))
                example = smaller;
        }
        return example;
    }

    static readonly Func<SourceTransaction, SourceTransaction>[] Steps =
    [
        example => example with { Tenders = [] },
        example => example with { Contents = [] },
        example => example with { Items = [] },
        example => Less(example, example.TaxTotal) with { Taxes = [] },
        example => Less(example, -example.Discount) with { Discount = 0m },
        example => Less(example, example.Shipping) with { Shipping = 0m },
        example => Less(example, example.Tip) with { Tip = 0m },
        // The same gross, where that is what matters: without items the rest of it is goods.
        example => example with { Taxes = [] },
        example => example with { Discount = 0m },
        example => example with { Shipping = 0m },
        example => example with { Tip = 0m },
    ];

    /// <summary>With so much less of a gross; what was paid with changes too.</summary>
    static SourceTransaction Less(SourceTransaction example, decimal amount) =>
        example with
        {
            Gross = example.Gross - amount,
            Tenders =
                example.Tenders.Count == 0
                    ? []
                    : [example.Tenders[0] with { Amount = example.Tenders[0].Amount - amount }, .. example.Tenders.Skip(1)],
        };
}
