using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>charge.succeeded, charge.captured, charge.updated → payment. All three may tell the same payment, so only
/// what does not change after the capture goes into it.</summary>
static class Charges
{
    public static SourceEvent Succeeded(StripeEvent received)
    {
        var charge = received.Object;
        if (charge.Text("status") is { } status and not "succeeded")
            return received.Ignored($"The charge is {status}; charge.succeeded carries the money when it comes.");
        if (charge.Flag("captured") is not true)
            return received.Ignored("The charge is authorised and not captured: no money has moved. charge.captured carries it.");
        var captured = charge.Number("amount_captured") ?? charge.RequiredNumber("amount");
        if (captured == 0)
            return received.Ignored("Nothing was captured.");
        var (currency, gross) = StripeMoney.ToMajor(captured, charge.RequiredText("currency"));
        var payment = new SourceTransaction
        {
            Source = received.Source,
            Id = charge.Id,
            Kind = TransactionKind.Payment,
            // The authorisation's time; the day of the capture is not part of a charge.
            OccurredAt = charge.RequiredUnixTime("created"),
            Currency = currency,
            Gross = gross,
            Tip = Tip(charge),
            Tenders = [new TransactionTender(Method(charge), gross, charge.IdOf("payment_intent") ?? charge.Id)],
            Customer = charge.IdOf("customer"),
            Attributes = Attributes(charge),
        };
        var settlement = BalanceTransactions.Of(received, charge, payment);
        return received.Facts([payment, .. settlement.Told], settlement.Wanted);
    }

    /// <summary>Usually a declined card. But a bank debit can fail days after it succeeded, and was booked.</summary>
    public static SourceEvent Failed(StripeEvent received) =>
        received.Object.IdOf("failure_balance_transaction") is { } reversal
            ? received.Unknown($"A payment that had succeeded failed and was taken back by {reversal}; correct {received.Object.Id} by hand.")
            : received.Ignored("The charge failed: no money has moved.");

    // Stripe states a tip only on the payment intent, so it is known only where that is expanded.
    static decimal Tip(VendorObject charge) =>
        charge.Expanded("payment_intent")?.Expanded("amount_details")?.Expanded("tip")?.Number("amount") is { } tip
            ? StripeMoney.ToMajor(tip, charge.RequiredText("currency")).Amount
            : 0m;

    static string Method(VendorObject charge) =>
        charge.Expanded("payment_method_details")?.Text("type") switch
        {
            null => "other",
            "card" or "card_present" or "interac_present" => "card",
            var type => type,
        };

    static Dictionary<string, string> Attributes(VendorObject charge)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (charge.Expanded("payment_method_details") is not { } details || details.Text("type") is not { } type)
            return attributes;
        attributes.Add("payment_method", type);
        if (details.Expanded(type) is not { } method)
            return attributes;
        foreach (var name in (ReadOnlySpan<string>)["brand", "last4", "funding"])
            if (method.Text(name) is { Length: > 0 } value)
                attributes.Add(name, value);
        if (method.Expanded("wallet")?.Text("type") is { } wallet)
            attributes.Add("wallet", wallet);
        return attributes;
    }
}
