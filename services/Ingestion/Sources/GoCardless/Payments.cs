using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>What a payment's history comes to. It is collected (confirmed) → payment. It fails after that, which banks may tell late → refund of
/// it, because the customer has not paid; collected once more after a retry it is another payment. It is charged back → dispute. Its
/// fees are in the payout. Nothing goes into a fact that may change later: no mandate, no payout.</summary>
static class Payments
{
    public const string Kind = "payment";

    public static SourceEvent Read(GoCardlessEvent received, VendorObject payment, VendorObject fetched)
    {
        var facts = new List<SourceTransaction>();
        var chargebacks = new Chargebacks(received.Source, payment);
        string? collected = null;
        var isPaidOut = false;
        foreach (var happened in History.Of(received, fetched, Kind, payment.Id))
            switch (happened.Action)
            {
                case "confirmed" or "paid_out":
                    isPaidOut |= happened.Action == "paid_out";
                    if (collected is not null)
                        break;
                    collected = facts.Count == 0 ? payment.Id : $"{payment.Id}:{happened.Id}";
                    facts.Add(Collected(received.Source, payment, collected, happened));
                    break;
                case "failed" when collected is not null:
                    facts.Add(FailedLate(received.Source, payment, collected, happened));
                    (collected, isPaidOut) = (null, false);
                    break;
                case "charged_back" when collected is not null:
                    chargebacks.Open(collected, happened, isPaidOut);
                    break;
                case "charged_back":
                    return received.Unknown($"The payment {payment.Id} was charged back, and nothing says that it was collected before.");
                case "chargeback_settled" or "chargeback_cancelled":
                    if (!chargebacks.Close(happened))
                        return received.Unknown($"The chargeback of the payment {payment.Id} ended, and nothing says that it began.");
                    break;
                default: // All others move no money.
                    break;
            }
        return facts.Count == 0
            ? received.Ignored("The payment was not collected: no money had moved.")
            : received.Facts([.. facts, .. chargebacks.Facts()]);
    }

    static SourceTransaction Collected(string source, VendorObject payment, string id, Happened happened)
    {
        var gross = payment.Amount("amount");
        return new SourceTransaction
        {
            Source = source,
            Id = id,
            Kind = TransactionKind.Payment,
            // When it counted as collected, some working days after the customer's account was debited.
            OccurredAt = happened.At,
            Currency = payment.Currency(),
            Gross = gross,
            Tenders = [new TransactionTender("direct_debit", gross, payment.Id)],
            Attributes = Attributes(payment),
        };
    }

    static SourceTransaction FailedLate(string source, VendorObject payment, string collected, Happened happened) =>
        new()
        {
            Source = source,
            Id = happened.Id,
            Kind = TransactionKind.Refund,
            OccurredAt = happened.At,
            Currency = payment.Currency(),
            Gross = payment.Amount("amount"),
            RelatedTo = collected,
            Attributes = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["status"] = "late_failure",
                ["reason"] = happened.Cause ?? "unspecified",
            },
        };

    static Dictionary<string, string> Attributes(VendorObject payment)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in (ReadOnlySpan<string>)["subscription", "instalment_schedule"])
            if (payment.Child("links")?.Text(link) is { Length: > 0 } id)
                attributes.Add(link, id);
        return attributes;
    }
}
