using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>refund.created, refund.updated → refund, as soon as one of them says COMPLETED. Square has no way to change a refund, so it has
/// one revision; the fee that is given back with it may come with a later update, and is a fee of its own.</summary>
static class Refunds
{
    public static SourceEvent Read(SquareEvent received)
    {
        var refund = received.Subject("refund");
        return refund.Text("status") switch
        {
            "COMPLETED" => Completed(received, refund),
            "PENDING" => received.Ignored("The refund is under way; refund.updated carries it when it is completed."),
            "REJECTED" => received.Ignored("The refund was rejected: no money has moved."),
            "FAILED" when received.Type == "refund.created" => received.Ignored("The refund failed at once: no money has moved."),
            // Square does not document whether one that was completed can still fail.
            "FAILED" => received.Unknown($"The refund {refund.Id} failed. If it was booked, its money is back in the balance: correct it."),
            var status => received.Unknown($"The refund has the unknown status '{status}'."),
        };
    }

    // Limit: how much of it is tip or tax stands in the order only.
    static SourceEvent Completed(SquareEvent received, VendorObject refund)
    {
        var amount = refund.RequiredMoney("amount_money");
        var at = refund.RequiredTime("created_at");
        var booked = new SourceTransaction
        {
            Source = received.Source,
            Id = refund.Id,
            Kind = TransactionKind.Refund,
            OccurredAt = at,
            Currency = amount.Currency,
            Gross = amount.Amount,
            Tenders = Tenders.MethodOfRefund(refund) is { } method ? [new TransactionTender(method, amount.Amount, refund.Id)] : [],
            // Absent when the refund is linked to no payment of Square's.
            RelatedTo = refund.Text("payment_id"),
            Location = refund.Text("location_id"),
            // The reason is free text of the staff: it may name people, and stays in the raw payload.
            Attributes = refund.Text("order_id") is { Length: > 0 } order
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["order"] = order }
                : SourceTransaction.NoAttributes,
        };
        return received.Facts([
            booked,
            .. Fees.Processing(received.Source, refund, amount),
            .. Fees.Application(received.Source, refund, amount, at, givenBack: true),
        ]);
    }
}
