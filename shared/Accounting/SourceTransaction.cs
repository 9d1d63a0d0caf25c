using AccountingSync.Accounting.Days;

namespace AccountingSync.Accounting;

/// <summary>What a source says happened. The direction of the money follows from the kind, so amounts are positive.</summary>
public enum TransactionKind
{
    Sale,
    Payment,
    Refund,
    Fee,
    Payout,
    Dispute,
    Expense,
    Transfer,
    Adjustment,
}

/// <summary>The canonical form of what a POS, gateway or expense tool says happened. Immutable; a later
/// version of the same fact has a higher <see cref="Revision"/>. Amounts are in major units of <see cref="Currency"/>.</summary>
public sealed record SourceTransaction
{
    public required string Source { get; init; }

    /// <summary>The source's own id, unique within the source.</summary>
    public required string Id { get; init; }

    /// <summary>The revision of what a report repeats: below all that a source itself sends, so that whatever it says of the fact, before or after,
    /// counts instead.</summary>
    public const int SecondHand = 0;

    /// <summary>1 for the first version of the fact; <see cref="SecondHand"/> for one that only a report tells.</summary>
    public int Revision { get; init; } = 1;
    public required TransactionKind Kind { get; init; }

    /// <summary>When it happened, with the offset of the place where it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>What the customer paid, or what moved: items + taxes + tip + shipping - discount.</summary>
    public required decimal Gross { get; init; }
    public IReadOnlyList<TransactionItem> Items { get; init; } = [];
    public IReadOnlyList<TransactionTax> Taxes { get; init; } = [];
    public decimal Tip { get; init; }
    public decimal Discount { get; init; }
    public decimal Shipping { get; init; }

    /// <summary>How it was paid. Empty when the source does not say; otherwise the amounts add up to the gross.</summary>
    public IReadOnlyList<TransactionTender> Tenders { get; init; } = [];

    /// <summary>Id, in the same source, of what this one refunds, disputes or charges a fee for.</summary>
    public string? RelatedTo { get; init; }

    /// <summary>Id, in the same source, of the payout that settled it.</summary>
    public string? Payout { get; init; }

    /// <summary>What a payout settles, each transaction once. Empty when the source does not say.</summary>
    public IReadOnlyList<PayoutContent> Contents { get; init; } = [];
    public string? Customer { get; init; }
    public string? Location { get; init; }
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = NoAttributes;

    public static IReadOnlyDictionary<string, string> NoAttributes { get; } = new Dictionary<string, string>(0);

    /// <summary>What the gross became in the source's balance, before fees; null when that is not told, or nothing was exchanged.</summary>
    public Equivalent? Settled { get; init; }

    /// <summary>The same in the currency of the books, where the source knows it; otherwise null.</summary>
    public Equivalent? Booked { get; init; }

    /// <summary>What acceptance adds, and the source did not say; null for what was never accepted, such as an example.</summary>
    public FirstAcceptance? FirstAccepted { get; init; }

    /// <summary>What the gross comes to in another currency, as far as the source says.</summary>
    internal Equivalent? In(string currency) =>
        Booked?.Currency == currency ? Booked
        : Settled?.Currency == currency ? Settled
        : null;

    /// <summary>The part of a payout that none of its contents explains which the source can tell; zero when it does not say what it settles.</summary>
    public decimal Unrecognised => Contents.Count == 0 ? 0m : Gross - Contents.Sum(content => content.Kind is null ? 0m : content.Amount);

    public decimal TaxTotal => Taxes.Sum(tax => tax.Amount);

    /// <summary>The goods and services before tax, tip, shipping and discount. A source that names no items
    /// leaves it implied by the other parts.</summary>
    public decimal Net => Items.Count > 0 ? Items.Sum(item => item.Net) : Gross - TaxTotal - Tip - Shipping + Discount;
}

/// <summary>What a transaction's gross comes to in another currency. Without a sign: the direction is that of the gross.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">Above zero, in major units.</param>
public sealed record Equivalent(string Currency, decimal Amount);

/// <param name="Kind">product, service, gift_card …; rules tell them apart.</param>
/// <param name="Net">The amount of the whole line (not of one unit), before tax.</param>
public sealed record TransactionItem(string Sku, string Kind, string? Category, decimal Quantity, decimal Net);

public sealed record TransactionTax(string Jurisdiction, string Code, decimal Amount);

/// <param name="Method">card, cash, gift_card …</param>
public sealed record TransactionTender(string Method, decimal Amount, string? Reference);
