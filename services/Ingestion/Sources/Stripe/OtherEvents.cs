namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>Events that book nothing. What is in no list may move money (transfers, top-ups, issuing and so on) and is unknown.</summary>
static class OtherEvents
{
    const string ChargeCarries = "charge.succeeded, charge.captured or charge.updated carries the money.";
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Type, string Reason)[] Exact =
    [
        ("charge.pending", "The charge is under way; charge.succeeded carries the money when it comes."),
        ("charge.expired", "An authorisation lapsed: no money had moved."),
        ("charge.refunded", "refund.created and refund.updated carry each refund."),
        ("charge.dispute.updated", "charge.dispute.created, .funds_withdrawn and .closed carry the money."),
        ("payout.created", "payout.paid carries the money."),
        ("payout.updated", "payout.paid carries the money."),
        ("payout.canceled", "The payout was cancelled before it was paid: it was never booked."),
        ("balance.available", NoMoney),
    ];

    static readonly (string Prefix, string Reason)[] Families =
    [
        ("payment_intent.", ChargeCarries),
        ("checkout.session.", ChargeCarries),
        ("invoice.", ChargeCarries),
        ("invoice_payment.", ChargeCarries),
        ("payment_link.", ChargeCarries),
        ("credit_note.", "refund.created and refund.updated carry each refund."),
        ("account.", NoMoney),
        ("billing_portal.", NoMoney),
        ("capability.", NoMoney),
        ("coupon.", NoMoney),
        ("customer.", NoMoney),
        ("file.", NoMoney),
        ("identity.", NoMoney),
        ("invoiceitem.", NoMoney),
        ("mandate.", NoMoney),
        ("payment_method.", NoMoney),
        ("person.", NoMoney),
        ("plan.", NoMoney),
        ("price.", NoMoney),
        ("product.", NoMoney),
        ("promotion_code.", NoMoney),
        ("quote.", NoMoney),
        ("radar.", NoMoney),
        ("reporting.", NoMoney),
        ("review.", NoMoney),
        ("setup_intent.", NoMoney),
        ("subscription_schedule.", NoMoney),
        ("tax.", NoMoney),
        ("tax_rate.", NoMoney),
        ("terminal.", NoMoney),
    ];

    public static SourceEvent Read(StripeEvent received) => new UnbookedEvents(Exact, Families).Read(received);
}
