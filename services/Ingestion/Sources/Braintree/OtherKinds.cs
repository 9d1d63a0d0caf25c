namespace AccountingSync.Ingestion.Sources.Braintree;

/// <summary>Notifications that book nothing. What is in no list may move money, as a failed refund does, and is unknown.</summary>
static class OtherKinds
{
    const string NoMoney = "It describes things and moves no money.";

    // Of lib/braintree/webhook_notification.js of the npm package braintree 3.40.0.
    static readonly (string Type, string Reason)[] Exact =
    [
        ("check", "Braintree tests the connection."),
        ("local_payment_completed", "The customer approved it; local_payment_funded carries the money."),
        ("local_payment_expired", "The customer did not pay: no money has moved."),
        ("payment_method_customer_data_updated", NoMoney),
        ("payment_method_revoked_by_customer", NoMoney),
        ("subscription_billing_skipped", "Nothing was charged."),
        ("subscription_canceled", NoMoney),
        ("subscription_charged_unsuccessfully", "The charge failed: no money has moved."),
        ("subscription_expired", NoMoney),
        ("subscription_trial_ended", NoMoney),
        ("subscription_went_active", "subscription_charged_successfully carries the money."),
        ("subscription_went_past_due", "The charge failed: no money has moved."),
        ("transaction_retried", "It is submitted again; transaction_settled carries the money."),
        ("transaction_reviewed", NoMoney),
    ];

    static readonly (string Prefix, string Reason)[] Families =
    [
        ("account_updater_", NoMoney),
        ("connected_merchant_", NoMoney),
        ("granted_payment_", NoMoney),
        ("grantor_updated_", NoMoney),
        ("oauth_access_", NoMoney),
        ("partner_merchant_", NoMoney),
        ("recipient_updated_", NoMoney),
    ];

    static readonly UnbookedEvents Unbooked = new(Exact, Families);

    public static SourceEvent Read(BraintreeEvent received) =>
        received.Type switch
        {
            "refund_failed" => received.Unknown(
                $"The refund {received.Subject.RequiredChild("transaction").Id} failed. If it was booked, its money is back in the balance: correct it."
            ),
            "local_payment_reversed" => received.Unknown("A payment by a local method was taken back. If it was booked, correct it by hand."),
            _ => Unbooked.Read(received),
        };
}
