using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>An order as it is now. Its payments are told by themselves; of the order it is read whether something was given back: for refunds their
/// payments are read, and a credit, which belongs to no payment, is a refund of its own.</summary>
static class Orders
{
    public const string Kind = "orders";

    public static SourceEvent Read(CloverEvent received, VendorObject order)
    {
        var payments = order
            .Elements("refunds")
            .Select(refund => refund.RequiredChild("payment").Id)
            .Distinct(StringComparer.Ordinal)
            .Select(id => CloverId.Of($"{received.Merchant}/{Payments.Kind}/{id}") ?? throw new VendorShapeException($"'{id}' is no id of Clover's."))
            .Select(id => new WantedObject(id.Kind, id.Path))
            .ToList();
        var credits = order.Elements("credits").Select(credit => Credit(received, order, credit)).ToList();
        return payments.Count + credits.Count == 0
            ? received.Ignored("Nothing of the order was given back; its payments are told by themselves.")
            : received.Facts(credits, payments);
    }

    static SourceTransaction Credit(CloverEvent received, VendorObject order, VendorObject credit)
    {
        var gross = credit.RequiredCents("amount");
        var tax = credit.Cents("taxAmount");
        return new SourceTransaction
        {
            Source = received.Source,
            Id = credit.Id,
            Kind = TransactionKind.Refund,
            OccurredAt = credit.RequiredUnixMilliseconds("createdTime"),
            Currency = order.Currency(),
            Gross = gross,
            Taxes = tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Tenders = [new TransactionTender(Tenders.Method(credit), gross, credit.Id)],
            Location = received.Merchant,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["order"] = order.Id },
        };
    }
}
