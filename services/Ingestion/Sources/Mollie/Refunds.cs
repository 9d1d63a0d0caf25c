using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>A refund of a payment: booked once it is processing, when it can no longer be cancelled. One that fails after that is money that comes
/// back → adjustment, which no shipped rule books: a person decides. (docs.mollie.com/reference/get-refund)</summary>
static class Refunds
{
    public static IEnumerable<SourceTransaction> Of(string source, string payment, VendorObject refund)
    {
        switch (refund.RequiredText("status"))
        {
            case "queued" or "pending" or "canceled":
                yield break;
            case "processing" or "refunded":
                yield return Booked(source, refund, refund.Id, TransactionKind.Refund) with
                {
                    RelatedTo = payment,
                };
                yield break;
            case "failed":
                // Whether it had been booked is not said here; if not, there is nothing to do.
                yield return Booked(source, refund, $"{refund.Id}:failed", TransactionKind.Adjustment) with
                {
                    RelatedTo = refund.Id,
                    Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = "refund_failed" },
                };
                yield break;
            case var status:
                throw new VendorShapeException($"the refund {refund.Id} has the unknown status '{status}'.");
        }
    }

    static SourceTransaction Booked(string source, VendorObject refund, string id, TransactionKind kind)
    {
        var amount = refund.RequiredMoney("amount");
        return new SourceTransaction
        {
            Source = source,
            Id = id,
            Kind = kind,
            OccurredAt = refund.RequiredTime("createdAt"),
            Currency = amount.Currency,
            Gross = amount.Amount,
        };
    }
}
