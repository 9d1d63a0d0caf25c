using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>What was given back of a payment → refund of it. Like the payment's, its amount includes the tax and not the tip.
/// (docs.clover.com/docs/refund-response-reference)</summary>
static class Refunds
{
    public static SourceTransaction Of(CloverEvent received, SourceTransaction paid, VendorObject refund)
    {
        var amount = refund.RequiredCents("amount");
        var tip = refund.Cents("tipAmount");
        // The tip stands there as it was paid, also when only a part of the payment is given back.
        if (tip != 0m && amount + tip != paid.Gross)
            throw new VendorShapeException($"of the refund {refund.Id} nothing says whether the tip is given back, too.");
        return Booked(received, paid, refund.Id, amount + tip, refund.RequiredUnixMilliseconds("createdTime"));
    }

    /// <summary>What is left of it when refunds came before; nothing when that is nothing.</summary>
    public static IEnumerable<SourceTransaction> Voided(CloverEvent received, SourceTransaction paid, VendorObject payment)
    {
        var left = paid.Gross - payment.Elements("refunds").Sum(refund => refund.RequiredCents("amount"));
        if (left != 0m)
            yield return Booked(received, paid, $"{paid.Id}:voided", left, payment.RequiredUnixMilliseconds("modifiedTime")) with
            {
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["status"] = "voided",
                    ["reason"] = payment.Text("voidReason")?.ToLowerInvariant() ?? "unspecified",
                },
            };
    }

    /// <summary>Without its parts: the rules take back the same share of everything.</summary>
    static SourceTransaction Booked(CloverEvent received, SourceTransaction paid, string id, decimal gross, DateTimeOffset at) =>
        new()
        {
            Source = received.Source,
            Id = id,
            Kind = TransactionKind.Refund,
            OccurredAt = at,
            Currency = paid.Currency,
            Gross = gross,
            RelatedTo = paid.Id,
            Tenders = [new TransactionTender(paid.Tenders[0].Method, gross, id)],
            Location = received.Merchant,
        };
}
