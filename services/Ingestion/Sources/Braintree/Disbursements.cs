using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>disbursement → payout, on the day that Braintree names; negative when it is a debit. One that failed is a later revision, which says so and
/// which the shipped rules hold for a person; one that is tried again after that is a later one still.
/// (developer.paypal.com/braintree/docs/reference/general/webhooks/disbursement)</summary>
static class Disbursements
{
    public static SourceEvent Read(BraintreeEvent received)
    {
        var disbursement = received.Subject.RequiredChild("disbursement");
        var isPaid = disbursement.Flag("success") ?? received.Type == "disbursement";
        var isDebit = disbursement.Text("disbursement-type") switch
        {
            null or "credit" => false,
            "debit" => true,
            var type => throw new VendorShapeException($"'disbursement-type' is '{type}', neither credit nor debit."),
        };
        var amount = disbursement.RequiredAmount("amount");
        var account = disbursement.RequiredChild("merchant-account");
        return received.Facts([
            new SourceTransaction
            {
                Source = received.Source,
                Id = disbursement.Id,
                Revision = isPaid ? (disbursement.Flag("retry") == true ? 3 : 1) : 2,
                Kind = TransactionKind.Payout,
                OccurredAt = disbursement.Moment("disbursement-date") ?? throw VendorObject.Missing("disbursement-date"),
                Currency = account.Currency(),
                Gross = isDebit ? -amount : amount,
                Attributes = Attributes(disbursement, account, isPaid ? "paid" : "failed"),
            },
        ]);
    }

    static Dictionary<string, string> Attributes(VendorObject disbursement, VendorObject account, string status)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = status };
        if (account.Text("id") is { Length: > 0 } id)
            attributes.Add("merchant_account", id);
        if (disbursement.Text("exception-message") is { Length: > 0 } problem)
            attributes.Add("problem", problem);
        return attributes;
    }
}
