using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>payouts.paid → payout, and one fee with all that was deducted. Its items say what it consists of, in tenths of a penny; only their
/// sum is rounded, so no single fee can be booked exactly. (developer.gocardless.com/api-reference/#core-endpoints-payout-items)</summary>
static class Payouts
{
    public const string Kind = "payout";

    public static SourceEvent Read(GoCardlessEvent received, VendorObject payout, VendorObject fetched)
    {
        if (payout.Text("payout_type") is { } type and not "merchant")
            return received.Unknown($"The payout {payout.Id} is a {type}'s: no event tells what it is paid for. Book it by hand.");
        var fx = Exchange(payout);
        var status = payout.RequiredText("status");
        // Documented: such a payout is pending until its rate is confirmed, though it is said to be paid.
        if (fx is not null && received.Action == "paid" && (status == "pending" || fx.Value.Digits("fx_amount") is null))
            return received.Ignored("It is paid in another currency; payouts.fx_rate_confirmed carries it when the rate is known.");
        if (status != "paid")
            return received.Unknown($"The payout {payout.Id} is said to be paid, and has the status '{status}'.");
        var items = PayoutItems.Of(fetched);
        if (items.Unknown is { } unknown)
            return received.Unknown($"The payout {payout.Id} has an item of the unknown type '{unknown}': book it by hand.");
        var gross = payout.Amount("amount");
        var fee = items.Moved - gross;
        // The amount is the rounded sum of all items, and the deducted fees are a whole number of pennies too.
        if (Math.Abs(fee - items.Fees) > 0.005m || Math.Abs(fee - payout.Amount("deducted_fees")) > 0.01m)
            return received.Unknown(
                $"The items of the payout {payout.Id} are {PayoutItems.Text(items.Moved)} without fees, and {PayoutItems.Text(items.Fees)} of fees: that is not its amount."
            );
        var booked = new SourceTransaction
        {
            Source = received.Source,
            Id = payout.Id,
            Kind = TransactionKind.Payout,
            // When the money left the balance; the attribute says when the bank has it.
            OccurredAt = payout.RequiredTime("created_at"),
            Currency = payout.Currency(),
            Gross = gross,
            Attributes = Attributes(payout, fx),
        };
        return received.Facts(fee == 0m ? [booked] : [booked, Fee(booked, fee, items)]);
    }

    static SourceTransaction Fee(SourceTransaction payout, decimal fee, PayoutItems items) =>
        new()
        {
            Source = payout.Source,
            Id = $"{payout.Id}:fees",
            Kind = TransactionKind.Fee,
            OccurredAt = payout.OccurredAt,
            Currency = payout.Currency,
            // Negative when more fees were given back, for failed payments, than were taken.
            Gross = fee,
            RelatedTo = payout.Id,
            Payout = payout.Id,
            Attributes = items.FeeAttributes(),
        };

    /// <returns>Null when the bank account has the currency of the payments.</returns>
    static VendorObject? Exchange(VendorObject payout) =>
        payout.Child("fx") is { } fx && fx.Text("fx_currency") is { } currency && currency != payout.Currency() ? fx : null;

    static Dictionary<string, string> Attributes(VendorObject payout, VendorObject? fx)
    {
        // What the bank received is in another currency than what left the balance, so no shipped rule books it.
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = fx is null ? "paid" : "paid_converted" };
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        Add("destination", payout.Child("links")?.Text("creditor_bank_account"));
        Add("arrival_date", payout.Text("arrival_date"));
        Add("reference", payout.Text("reference"));
        if (fx is not { } exchange)
            return attributes;
        Add("fx_currency", exchange.Currency("fx_currency"));
        Add("fx_amount", PayoutItems.Text(exchange.Amount("fx_amount")));
        Add("exchange_rate", exchange.Text("exchange_rate"));
        return attributes;
    }
}
