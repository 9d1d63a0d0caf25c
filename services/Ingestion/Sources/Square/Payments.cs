using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>payment.created, payment.updated → payment, from the first of them that says COMPLETED. Amounts and tips are changed before,
/// while it is APPROVED, and none of that is booked; Square documents that a completed payment cannot be updated
/// (developer.squareup.com/docs/payments-api/update-payments). All that tell it completed tell the same, so only what no longer
/// changes goes into it: no customer, whom Square may find later.</summary>
static class Payments
{
    public static SourceEvent Read(SquareEvent received)
    {
        var payment = received.Subject("payment");
        return payment.Text("status") switch
        {
            "COMPLETED" => Completed(received, payment),
            "APPROVED" or "PENDING" => received.Ignored("No money has moved. payment.updated carries it when the payment is completed."),
            "CANCELED" or "FAILED" when WasCompleted(payment) => received.Unknown(
                $"The payment {payment.Id} is {payment.Text("status")} and bears signs of having been completed before: correct it by hand."
            ),
            "CANCELED" or "FAILED" => received.Ignored("The payment did not come about: no money has moved."),
            var status => received.Unknown($"The payment has the unknown status '{status}'."),
        };
    }

    static SourceEvent Completed(SquareEvent received, VendorObject payment)
    {
        var total = payment.RequiredMoney("total_money");
        var amount = payment.PartOf(total, "amount_money");
        var tip = payment.PartOf(total, "tip_money");
        if (total.Amount == 0m)
            return received.Ignored("Nothing was paid.");
        if (amount + tip != total.Amount)
            throw new VendorShapeException("'total_money' is not the sum of 'amount_money' and 'tip_money'.");
        var soldAt = payment.Child("offline_payment_details")?.Time("client_created_at") ?? payment.RequiredTime("created_at");
        var booked = new SourceTransaction
        {
            Source = received.Source,
            Id = payment.Id,
            Revision = Revision(payment),
            Kind = TransactionKind.Payment,
            // The sale's time, not the capture's: tips on paper are captured when the shop closes, or the day after.
            OccurredAt = soldAt,
            Currency = total.Currency,
            Gross = total.Amount,
            Tip = tip,
            Tenders = [new TransactionTender(Tenders.Method(payment), total.Amount, payment.Id)],
            Location = payment.Text("location_id"),
            Attributes = Tenders.Attributes(payment),
        };
        return received.Facts([
            booked,
            .. Fees.Processing(received.Source, payment, total),
            .. Fees.Application(received.Source, payment, total, soldAt, givenBack: false),
        ]);
    }

    /// <summary>Square orders the versions of a payment by updated_at alone; version_token is opaque. Its updates for a fee or a refund tell
    /// the same sale, revision 1. One that neither explains might tell other amounts after all, so it is a later revision, numbered by the
    /// whole minutes since the capture: within the first it is revision 1 like the completion itself. Amounts that change
    /// together with a fee or refund, or within that minute, are a conflict and so visible; never a second sale.</summary>
    static int Revision(VendorObject payment)
    {
        if (payment.Count("processing_fee") > 0 || payment.Count("refund_ids") > 0 || payment.Money("refunded_money") is { Amount: not 0m })
            return 1;
        var completed = Captured(payment) ?? payment.RequiredTime("created_at");
        var minutes = ((payment.Time("updated_at") ?? completed) - completed).Ticks / TimeSpan.TicksPerMinute;
        return 1 + (int)Math.Max(0, minutes);
    }

    static DateTimeOffset? Captured(VendorObject payment) => payment.Child("card_details")?.Child("card_payment_timeline")?.Time("captured_at");

    // A receipt's address is given to completed payments only, and so are fees.
    static bool WasCompleted(VendorObject payment) =>
        payment.Text("receipt_url") is not null || payment.Count("processing_fee") > 0 || Captured(payment) is not null;
}
