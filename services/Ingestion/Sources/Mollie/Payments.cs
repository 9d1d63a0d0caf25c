using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>A payment as it is now, with its refunds and chargebacks: the payment once it is paid, each refund once it is on its way, each chargeback.
/// All have ids of their own, so reading it again adds only what is new. Mollie's fees are on its invoices and in no payment.</summary>
static class Payments
{
    public const string Kind = "payment";

    public static SourceEvent Read(MollieEvent received, VendorObject payment)
    {
        switch (payment.RequiredText("status"))
        {
            case "paid":
                break;
            case "open" or "pending" or "authorized":
                return received.Ignored("No money has moved; Mollie calls again when the payment is paid.");
            case "canceled" or "expired" or "failed":
                return received.Ignored("The payment did not come about: no money has moved.");
            case var status:
                return received.Unknown($"The payment {payment.Id} has the unknown status '{status}'.");
        }
        var amount = payment.RequiredMoney("amount");
        // Captures in part come one by one, and the payment does not say when.
        if (payment.Money("amountCaptured") is { } captured && captured.Amount != amount.Amount)
            return received.Unknown($"The payment {payment.Id} was captured in part: book it by hand.");
        var within = payment.Child("_embedded");
        var refunds = within?.Objects("refunds") ?? [];
        var chargebacks = within?.Objects("chargebacks") ?? [];
        if ((refunds.Count == 0 && IsSome(payment, "amountRefunded")) || (chargebacks.Count == 0 && IsSome(payment, "amountChargedBack")))
            return received.Unknown($"The payment {payment.Id} was given back, and the answer does not hold the refunds or chargebacks.");
        return received.Facts([
            Paid(received.Source, payment, amount),
            .. refunds.SelectMany(refund => Refunds.Of(received.Source, payment.Id, refund)),
            .. chargebacks.SelectMany(chargeback => Chargebacks.Of(received.Source, payment.Id, chargeback)),
        ]);
    }

    static SourceTransaction Paid(string source, VendorObject payment, MollieMoney amount)
    {
        var method = payment.Text("method") ?? "other";
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["payment_method"] = method };
        if (payment.Text("subscriptionId") is { Length: > 0 } subscription)
            attributes.Add("subscription", subscription);
        return new SourceTransaction
        {
            Source = source,
            Id = payment.Id,
            Kind = TransactionKind.Payment,
            OccurredAt = payment.RequiredTime("paidAt"),
            Currency = amount.Currency,
            Gross = amount.Amount,
            // Its gift cards are of others, who settle them: they are no debt of ours, and not called gift_card.
            Tenders = [new TransactionTender(method == "creditcard" ? "card" : method, amount.Amount, payment.Id)],
            Customer = payment.Text("customerId"),
            Attributes = attributes,
        };
    }

    static bool IsSome(VendorObject payment, string name) => payment.Money(name) is { Amount: not 0m };
}
