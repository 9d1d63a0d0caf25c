using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>A chargeback of a payment. As with every source it is two facts: opened, and closed under the id with ":closed". Mollie takes the money at
/// once, and tells no other end than that it is reversed; so it is lost until then, and won in a later revision.</summary>
static class Chargebacks
{
    public static IEnumerable<SourceTransaction> Of(string source, string payment, VendorObject chargeback)
    {
        var at = chargeback.RequiredTime("createdAt");
        yield return Booked(source, payment, chargeback, chargeback.Id, "opened", at);
        var closed = $"{chargeback.Id}:closed";
        yield return chargeback.Time("reversedAt") is { } reversed
            ? Booked(source, payment, chargeback, closed, "won", reversed) with
            {
                Revision = 2,
            }
            : Booked(source, payment, chargeback, closed, "lost", at);
    }

    static SourceTransaction Booked(string source, string payment, VendorObject chargeback, string id, string status, DateTimeOffset at)
    {
        var amount = chargeback.RequiredMoney("amount");
        return new SourceTransaction
        {
            Source = source,
            Id = id,
            Kind = TransactionKind.Dispute,
            OccurredAt = at,
            Currency = amount.Currency,
            Gross = amount.Amount,
            RelatedTo = payment,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = status,
                ["dispute"] = chargeback.Id,
                ["reason"] = chargeback.Child("reason")?.Text("code") ?? "unspecified",
            },
        };
    }
}
