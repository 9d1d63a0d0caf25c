namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>Events that book nothing. What is in no list may move money, as balance transactions and transfers do, and is unknown.</summary>
static class OtherEvents
{
    const string NoMoney = "It describes things and moves no money.";

    // Of docs.mollie.com/reference/webhooks-new.
    static readonly (string Resource, string Reason)[] Resources =
    [
        ("payment-link", "payment.paid carries the money."),
        ("sales-invoice", "payment.paid carries the money."),
        ("dispute", "chargeback.received and chargeback.reversed carry the money."),
        ("file", NoMoney),
        ("profile", NoMoney),
    ];

    public static SourceEvent Read(MollieEvent received, string resource)
    {
        foreach (var (known, reason) in Resources)
            if (string.Equals(resource, known, StringComparison.Ordinal))
                return received.Ignored(reason);
        return received.Unknown($"Events of type '{received.Type}' are not known here and may be about money.");
    }
}
