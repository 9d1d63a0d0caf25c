using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>payout.paid → payout. The type of the event decides and not the status inside: an object is a snapshot of
/// some moment (Stripe's own example has "in_transit"), the event is the statement that the bank was paid.</summary>
static class Payouts
{
    public static SourceEvent Paid(StripeEvent received)
    {
        var booked = Booked(received);
        var settlement = BalanceTransactions.Of(received, received.Object, booked);
        return received.Facts([booked, .. settlement.Told], [.. settlement.Wanted, .. PayoutContents.Wanted(received)]);
    }

    public static SourceTransaction Booked(StripeEvent received)
    {
        var payout = received.Object;
        var (currency, gross) = StripeMoney.ToMajor(payout.RequiredNumber("amount"), payout.RequiredText("currency"));
        return new SourceTransaction
        {
            Source = received.Source,
            Id = payout.Id,
            Kind = TransactionKind.Payout,
            // When the money left the balance; the attribute says when the bank has it.
            OccurredAt = payout.RequiredUnixTime("created"),
            Currency = currency,
            // Negative when Stripe collects a debt from the bank account.
            Gross = gross,
            RelatedTo = payout.IdOf("original_payout"),
            Attributes = Attributes(payout),
        };
    }

    /// <summary>Stripe documents that a payout can fail days after it was paid, so it may have been booked.</summary>
    public static SourceEvent Failed(StripeEvent received) =>
        received.Unknown(
            $"The payout {received.Object.Id} failed ({received.Object.Text("failure_code") ?? "no code"}) and may have been booked: its money is back in the balance. Correct it."
        );

    static Dictionary<string, string> Attributes(VendorObject payout)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is not null)
                attributes.Add(name, value);
        }

        Add("destination", payout.IdOf("destination"));
        Add("method", payout.Text("method"));
        Add("automatic", payout.Flag("automatic") is { } automatic ? (automatic ? "true" : "false") : null);
        if (payout.Number("arrival_date") is not null)
            Add("arrival_date", payout.RequiredUnixTime("arrival_date").ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return attributes;
    }
}
