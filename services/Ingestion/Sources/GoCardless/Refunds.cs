using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>What a refund's history comes to. It was sent to the customer or debited from a payout, whichever is first → refund. It came back
/// because it did not reach the customer (funds_returned) → adjustment, which no shipped rule books: a person decides what is owed now.</summary>
static class Refunds
{
    public const string Kind = "refund";

    public static SourceEvent Read(GoCardlessEvent received, VendorObject refund, VendorObject fetched)
    {
        var history = History.Of(received, fetched, Kind, refund.Id);
        var facts = new List<SourceTransaction>();
        if (history.FirstOrDefault(one => one.Action is "paid" or "refund_settled") is { } sent)
            facts.Add(
                Booked(received.Source, refund, refund.Id, TransactionKind.Refund, sent) with
                {
                    // Absent when it is linked to a mandate and to no payment.
                    RelatedTo = refund.Child("links")?.Text("payment"),
                }
            );
        else
            return received.Unknown($"The refund {refund.Id} came back, and nothing says that it had been sent.");
        foreach (var returned in history.Where(one => one.Action == "funds_returned"))
            facts.Add(
                Booked(received.Source, refund, returned.Id, TransactionKind.Adjustment, returned) with
                {
                    RelatedTo = refund.Id,
                    Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = "refund_returned" },
                }
            );
        return received.Facts(facts);
    }

    // The reference is a free text on the customer's bank statement: it stays in the raw payload.
    static SourceTransaction Booked(string source, VendorObject refund, string id, TransactionKind kind, Happened happened) =>
        new()
        {
            Source = source,
            Id = id,
            Kind = kind,
            OccurredAt = happened.At,
            Currency = refund.Currency(),
            Gross = refund.Amount("amount"),
        };
}
