using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>payout.completed → payout, of the signed event itself: reading one needs another kind of key than reading payments.
/// (docs.mollie.com/reference/payouts-api-webhooks)</summary>
static class Payouts
{
    public static SourceEvent Read(MollieEvent received, VendorObject payout)
    {
        switch (payout.RequiredText("status"))
        {
            case "completed":
                break;
            case "requested" or "initiated" or "processing-at-bank":
                return received.Ignored("The payout is under way; payout.completed carries it.");
            case "canceled":
                return received.Ignored("The payout was cancelled before it was paid: it was never booked.");
            case var status:
                return received.Unknown($"The payout {payout.Id} is '{status}' and may have been booked: correct it by hand.");
        }
        var amount = payout.RequiredMoney("amount");
        return received.Facts([
            new SourceTransaction
            {
                Source = received.Source,
                Id = payout.Id,
                Kind = TransactionKind.Payout,
                OccurredAt = payout.RequiredTime("completedAt"),
                Currency = amount.Currency,
                Gross = amount.Amount,
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = "paid" },
            },
        ]);
    }
}
