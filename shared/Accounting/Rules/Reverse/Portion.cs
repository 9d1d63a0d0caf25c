namespace AccountingSync.Accounting.Rules.Reverse;

/// <summary>What is given back of a transaction: for each of its parts an amount, in major units and in their order. Amounts alone, nobody's texts.</summary>
public sealed record Portion
{
    public required decimal Gross { get; init; }

    /// <summary>That of the original; null in what was decided before it was noted.</summary>
    public string? Currency { get; init; }

    /// <summary>True when the refund named its parts, so that they are of the very taxes, tip and shipping; false when an amount was shared out.</summary>
    public bool Named { get; init; }

    /// <summary>True when it named the very items of an original that has some; false when what it gave back of the goods was shared out.</summary>
    public bool ItemsNamed { get; init; }

    /// <summary>True when the refund's own tenders were used though the original named none; false in what was decided before that was done.</summary>
    public bool OwnTenders { get; init; }

    /// <summary>One for each item of the original and then for each tax, see <see cref="PartMark"/>; null in what was decided before they were noted.</summary>
    public IReadOnlyList<int>? Marks { get; init; }

    /// <summary>One for each item of the original.</summary>
    public IReadOnlyList<decimal> Items { get; init; } = [];

    /// <summary>One for each of its taxes.</summary>
    public IReadOnlyList<decimal> Taxes { get; init; } = [];
    public decimal Tip { get; init; }
    public decimal Shipping { get; init; }
    public decimal Discount { get; init; }

    /// <summary>What of each of its tenders is used up.</summary>
    public IReadOnlyList<decimal> Tenders { get; init; } = [];

    /// <summary>The same at the rate at which the original was posted; null where that was in its own currency.</summary>
    public BookedPortion? Booked { get; init; }

    /// <summary>The part as if it were a transaction of its own: the original's texts, these amounts.</summary>
    /// <param name="tenders">How the part was paid back, where that was said; null to pay back as it was paid.</param>
    internal SourceTransaction Of(SourceTransaction original, IReadOnlyList<TransactionTender>? tenders) =>
        original with
        {
            Gross = Gross,
            Items = [.. original.Items.Zip(Items, (item, net) => item with { Net = net })],
            Taxes = [.. original.Taxes.Zip(Taxes, (tax, amount) => tax with { Amount = amount })],
            Tip = Tip,
            Shipping = Shipping,
            Discount = Discount,
            Contents = [],
            Tenders = tenders ?? [.. original.Tenders.Zip(Tenders, (tender, amount) => tender with { Amount = amount })],
        };
}

/// <summary>A part in the currency of the books.</summary>
/// <param name="Whole">What the gross of the original came to: at another rate it is no part of the same.</param>
/// <param name="Amounts">Without tenders: the money goes back at a rate of its own.</param>
public sealed record BookedPortion(Equivalent Whole, Portion Amounts);

/// <summary>What others than the transaction itself know of the one that it gives back a part of.</summary>
/// <param name="Said">The original, in the revision whose entry stands.</param>
/// <param name="Rules">The version that made that entry.</param>
/// <param name="GivenBack">What others gave back of it before.</param>
public sealed record Original(SourceTransaction Said, RuleSet Rules, IReadOnlyList<Portion> GivenBack)
{
    /// <summary>What was decided to be given back, when that is made once more; null when it is to be decided now.</summary>
    public Portion? Decided { get; init; }
}
