using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Clover;

/// <summary>A payment as it is now, with its refunds. SUCCESS and AUTH_COMPLETED → payment; VOIDED → the payment and a refund of all of it, so that it does
/// not matter what was told before. The amount includes the tax and not the tip.
/// (docs.clover.com/docs/payment-response-reference, docs.clover.com/reference/paymentsgetpayment)</summary>
static class Payments
{
    public const string Kind = "payments";

    public static SourceEvent Read(CloverEvent received, VendorObject payment)
    {
        switch (payment.RequiredText("result"))
        {
            case "SUCCESS" or "AUTH_COMPLETED" or "VOIDED":
                break;
            case "AUTH" or "INITIATED" or "PENDING" or "OFFLINE_RETRYING" or "VOIDING":
                return received.Ignored("Nothing is final yet; Clover tells when the payment is completed or voided.");
            case "FAIL":
                return received.Ignored("The payment failed: no money has moved.");
            case var result:
                return received.Unknown($"The payment {payment.Id} has the result '{result}': book it by hand.");
        }
        var isVoided = payment.Text("result") == "VOIDED";
        if (isVoided && payment.Child("cardTransaction")?.Text("type") is "PREAUTH")
            return received.Ignored("An authorisation was voided before it was captured: no money had moved.");
        // Whether they are within the amount is not documented.
        if (payment.Elements("additionalCharges").Count > 0 || payment.Cents("cashbackAmount") != 0m)
            return received.Unknown($"The payment {payment.Id} has additional charges or cash back: book it by hand.");
        var paid = Paid(received, payment);
        return received.Facts([
            paid,
            .. payment.Elements("refunds").Select(refund => Refunds.Of(received, paid, refund)),
            .. isVoided ? Refunds.Voided(received, paid, payment) : [],
        ]);
    }

    static SourceTransaction Paid(CloverEvent received, VendorObject payment)
    {
        var tip = payment.Cents("tipAmount");
        var gross = payment.RequiredCents("amount") + tip;
        return new SourceTransaction
        {
            Source = received.Source,
            Id = payment.Id,
            Revision = Revision(payment),
            Kind = TransactionKind.Payment,
            OccurredAt = payment.Number("clientCreatedTime") is null
                ? payment.RequiredUnixMilliseconds("createdTime")
                : payment.RequiredUnixMilliseconds("clientCreatedTime"),
            Currency = (
                payment.Child("order") is { } order && order.Text("currency") is not null ? order : payment.RequiredChild("cardTransaction")
            ).Currency(),
            Gross = gross,
            Taxes = Taxes(payment),
            Tip = tip,
            Tenders = [new TransactionTender(Tenders.Method(payment), gross, payment.Id)],
            Location = received.Merchant,
            Attributes = Attributes(payment),
        };
    }

    /// <summary>A tip may be added to a card payment until the day is closed, and the payment does not say when it was: then it is a later revision,
    /// numbered by the whole minutes since the payment. A payment without tip, or of which something was given back, is revision 1;
    /// other amounts in it would be a conflict and so visible, never a second sale.</summary>
    static int Revision(VendorObject payment)
    {
        if (payment.Cents("tipAmount") == 0m || payment.Elements("refunds").Count > 0 || payment.Text("result") == "VOIDED")
            return 1;
        var created = payment.RequiredUnixMilliseconds("createdTime");
        var modified = payment.Number("modifiedTime") is null ? created : payment.RequiredUnixMilliseconds("modifiedTime");
        return 1 + (int)Math.Max(0, (modified - created).Ticks / TimeSpan.TicksPerMinute);
    }

    /// <summary>The sum alone is certain. Rates have names, and which of them came to how much is not said.</summary>
    static IReadOnlyList<TransactionTax> Taxes(VendorObject payment) =>
        payment.Cents("taxAmount") is var tax && tax == 0m ? []
        : payment.Elements("taxRates") is [var only] && only.Text("name") is { Length: > 0 } name ? [new TransactionTax("unspecified", name, tax)]
        : [new TransactionTax("unspecified", "tax", tax)];

    static Dictionary<string, string> Attributes(VendorObject payment)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        Add("order", payment.Child("order")?.Text("id"));
        Add("tender", payment.Child("tender")?.Text("label"));
        Add("brand", payment.Child("cardTransaction")?.Text("cardType")?.ToLowerInvariant());
        Add("last4", payment.Child("cardTransaction")?.Text("last4"));
        return attributes;
    }
}
