using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.PayPal;

/// <summary>PAYMENT.PAYOUTS-ITEM.…: PayPal's "payouts" send money to others (staff, sellers, affiliates), not to the own bank, so they are
/// transfers here: what they are for only the owner's rules can know, and the shipped ones hold them. The amount leaves the balance when it is
/// unclaimed (revision 1) or has arrived (revision 2, which tells its later time); what comes back is a fact of its own, ":returned", with
/// a minus. (developer.paypal.com/payouts)</summary>
static class PayoutItems
{
    const string NotSent = "The item was not paid: no money has moved.";

    public static SourceEvent Read(PayPalEvent received) =>
        (received.Type["PAYMENT.PAYOUTS-ITEM.".Length..], received.Resource.Text("transaction_status")) switch
        {
            ("UNCLAIMED", "UNCLAIMED") => received.Facts(Sent(received, revision: 1)),
            ("SUCCEEDED", "SUCCESS") => received.Facts(Sent(received, revision: 2)),
            // Only unclaimed items can be cancelled, and those are then returned.
            ("RETURNED" or "CANCELED", "RETURNED") => received.Facts([Moved(received, ":returned", -1, "returned", revision: 1)]),
            ("HELD", "ONHOLD" or "PENDING") => received.Ignored(
                "The item is held for review; PAYMENT.PAYOUTS-ITEM.SUCCEEDED or .UNCLAIMED carries the money."
            ),
            ("BLOCKED", "BLOCKED") or ("DENIED" or "FAILED", "FAILED" or "DENIED") => received.Ignored(NotSent),
            var (word, status) => received.Unknown(
                $"The payout item {Id(received)} is {word} with the status '{status}'. If it was booked and its money is back in the balance, correct it."
            ),
        };

    static IReadOnlyList<SourceTransaction> Sent(PayPalEvent received, int revision)
    {
        var sent = Moved(received, "", 1, "sent", revision);
        if (received.Resource.Money("payout_item_fee") is not { Amount: not 0m } fee)
            return [sent];
        return
        [
            sent,
            new SourceTransaction
            {
                Source = received.Source,
                Id = sent.Id + ":fee",
                Revision = revision,
                Kind = TransactionKind.Fee,
                OccurredAt = sent.OccurredAt,
                Currency = fee.Currency,
                Gross = fee.Amount,
                RelatedTo = sent.Id,
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["fee_type"] = "payout_fee" },
            },
        ];
    }

    // Whom it went to is a person's address, and stays in the raw payload.
    static SourceTransaction Moved(PayPalEvent received, string suffix, int sign, string status, int revision)
    {
        var resource = received.Resource;
        var item = resource.RequiredChild("payout_item");
        var money = item.RequiredMoney("amount");
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = status };
        attributes.Put("batch", resource.Text("payout_batch_id"));
        attributes.Put("item", item.Text("sender_item_id"));
        attributes.Put("transaction", resource.Text("transaction_id"));
        return new SourceTransaction
        {
            Source = received.Source,
            Id = Id(received) + suffix,
            Revision = revision,
            Kind = TransactionKind.Transfer,
            OccurredAt = resource.RequiredTime("time_processed"),
            Currency = money.Currency,
            Gross = sign * money.Amount,
            RelatedTo = suffix.Length == 0 ? null : Id(received),
            Attributes = attributes,
        };
    }

    static string Id(PayPalEvent received) => received.Resource.RequiredText("payout_item_id");
}
