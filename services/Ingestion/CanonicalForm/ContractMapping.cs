using AccountingSync.Accounting;
using AccountingSync.Accounting.Days;
using AccountingSync.Contracts;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>From the domain to the message that carries it.</summary>
public static class ContractMapping
{
    /// <summary>Empty lists travel as absent ones: most transactions have none of them.</summary>
    public static SourceTransactionData ToContract(this SourceTransaction transaction) =>
        new()
        {
            Source = transaction.Source,
            Id = transaction.Id,
            Revision = transaction.Revision,
            Kind = KindWords.Of(transaction.Kind),
            OccurredAt = transaction.OccurredAt,
            Currency = transaction.Currency,
            Gross = transaction.Gross,
            Items = OrNull(transaction.Items, item => new ItemData(item.Sku, item.Kind, item.Category, item.Quantity, item.Net)),
            Taxes = OrNull(transaction.Taxes, tax => new TaxData(tax.Jurisdiction, tax.Code, tax.Amount)),
            Tip = transaction.Tip,
            Discount = transaction.Discount,
            Shipping = transaction.Shipping,
            Tenders = OrNull(transaction.Tenders, tender => new TenderData(tender.Method, tender.Amount, tender.Reference)),
            RelatedTo = transaction.RelatedTo,
            Payout = transaction.Payout,
            Contents = OrNull(
                transaction.Contents,
                content => new ContentData(content.Id, content.Kind is { } kind ? KindWords.Of(kind) : null, content.Amount)
            ),
            Customer = transaction.Customer,
            Location = transaction.Location,
            Attributes = transaction.Attributes.Count == 0 ? null : transaction.Attributes,
            Settled = OrNull(transaction.Settled),
            Booked = OrNull(transaction.Booked),
        };

    public static FirstAcceptanceData ToContract(this FirstAcceptance first) => new(first.At, first.OccurredOn, first.AcceptedOn);

    static EquivalentData? OrNull(Equivalent? equivalent) => equivalent is null ? null : new EquivalentData(equivalent.Currency, equivalent.Amount);

    static TData[]? OrNull<T, TData>(IReadOnlyList<T> parts, Func<T, TData> map) => parts.Count == 0 ? null : [.. parts.Select(map)];
}
