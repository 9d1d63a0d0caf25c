using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>A transaction that was charged or settled → payment, or refund when it is a credit. Braintree tells it by transaction_disbursed (where it
/// funds the account), transaction_settled (bank debits), local_payment_funded or subscription_charged_successfully, all with the same
/// transaction: only what does not change after the charge goes into the fact. A card sale that no webhook tells is in the disbursement only.</summary>
static class Transactions
{
    public static SourceEvent Read(BraintreeEvent received, VendorObject transaction)
    {
        switch (transaction.Text("status"))
        {
            // The oldest of Braintree's libraries knows notifications without it; what was disbursed was settled.
            case null when received.Type == "transaction_disbursed":
            case "submitted_for_settlement" or "settling" or "settlement_pending" or "settlement_confirmed" or "settled":
                break;
            case "authorizing" or "authorized":
                return received.Ignored("The transaction is authorised and not submitted for settlement: no money has moved.");
            case var status:
                return received.Unknown($"The transaction {transaction.Id} is said to be charged and has the status '{status}'.");
        }
        if (transaction.Decimal("service-fee-amount") is > 0m)
            return received.Unknown($"The transaction {transaction.Id} pays a service fee to a marketplace: book it by hand.");
        return transaction.RequiredText("type") switch
        {
            "sale" => received.Facts([Booked(received, transaction, TransactionKind.Payment)]),
            "credit" => received.Facts([
                Booked(received, transaction, TransactionKind.Refund) with
                {
                    // Absent when the credit stands by itself.
                    RelatedTo = transaction.Text("refunded-transaction-id"),
                },
            ]),
            var type => received.Unknown($"The transaction {transaction.Id} has the unknown type '{type}'."),
        };
    }

    /// <summary>Only the newest of its transactions is news, and it comes first.</summary>
    public static SourceEvent OfSubscription(BraintreeEvent received) =>
        received.Subject.RequiredChild("subscription").Objects("transactions") is [var newest, ..]
            ? Read(received, newest)
            : received.Unknown("The subscription was charged, and the notification does not hold the transaction.");

    /// <summary>transaction_settlement_declined: before it was settled nothing had moved. It also comes after that, when a bank returns a debit; and a
    /// subscription's was booked when it was charged. Then all of it goes back.</summary>
    public static SourceEvent Declined(BraintreeEvent received)
    {
        var transaction = received.Subject.RequiredChild("transaction");
        if (transaction.Text("type") is not "sale")
            return received.Unknown($"The settlement of {transaction.Id} was declined, and it is no sale. If it was booked, correct it by hand.");
        var history = transaction.Objects("status-history").Select(step => step.Text("status")).ToList();
        if (!history.Contains("settled") && transaction.Text("subscription-id") is null)
            return history.Count > 0
                ? received.Ignored("The settlement was declined: no money has moved.")
                : received.Unknown($"The settlement of {transaction.Id} was declined, and nothing says whether it was settled before.");
        return received.Facts([
            new SourceTransaction
            {
                Source = received.Source,
                Id = $"{transaction.Id}:declined",
                Kind = TransactionKind.Refund,
                OccurredAt = received.At,
                Currency = transaction.Currency(),
                Gross = transaction.RequiredAmount("amount"),
                RelatedTo = transaction.Id,
                Attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = "settlement_declined" },
            },
        ]);
    }

    static SourceTransaction Booked(BraintreeEvent received, VendorObject transaction, TransactionKind kind)
    {
        var gross = transaction.RequiredAmount("amount");
        var tax = kind == TransactionKind.Payment ? transaction.Decimal("tax-amount") ?? 0m : 0m;
        return new SourceTransaction
        {
            Source = received.Source,
            Id = transaction.Id,
            Kind = kind,
            OccurredAt = transaction.Time("created-at") ?? received.At,
            Currency = transaction.Currency(),
            Gross = gross,
            // Included in the amount, as the merchant stated it; whose tax it is stands nowhere.
            Taxes = tax == 0m ? [] : [new TransactionTax("unspecified", "tax", tax)],
            Tenders = [new TransactionTender(Method(transaction), gross, transaction.Id)],
            Customer = transaction.Child("customer")?.Text("id") is { Length: > 0 } customer ? customer : null,
            Attributes = Attributes(transaction),
        };
    }

    static string Method(VendorObject transaction) =>
        transaction.Text("payment-instrument-type") switch
        {
            null or "" => transaction.Child("credit-card") is null ? "other" : "card",
            "credit_card" or "apple_pay_card" or "android_pay_card" or "google_pay_card" or "samsung_pay_card" or "visa_checkout_card" => "card",
            "us_bank_account" or "sepa_debit_account" => "direct_debit",
            "paypal_account" or "paypal_here" => "paypal",
            var type => type,
        };

    static Dictionary<string, string> Attributes(VendorObject transaction)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        Add("payment_method", transaction.Text("payment-instrument-type"));
        Add("brand", transaction.Child("credit-card")?.Text("card-type")?.ToLowerInvariant());
        Add("last4", transaction.Child("credit-card")?.Text("last-4"));
        Add("order", transaction.Text("order-id"));
        Add("merchant_account", transaction.Text("merchant-account-id"));
        Add("subscription", transaction.Text("subscription-id"));
        return attributes;
    }
}
