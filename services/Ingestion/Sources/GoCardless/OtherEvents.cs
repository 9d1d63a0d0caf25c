namespace AccountingSync.Ingestion.Sources.GoCardless;

/// <summary>Events that book nothing. What is in no list may move money, as outbound payments do, and is unknown.</summary>
static class OtherEvents
{
    const string NotYet = "No money has moved. payments.confirmed carries it when the payment is collected.";
    const string InPayout = "payouts.paid carries the fee.";
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Type, string Reason)[] Exact =
    [
        ("payments.created", NotYet),
        ("payments.customer_approval_granted", NotYet),
        ("payments.customer_approval_denied", "The payment will not be collected: no money has moved."),
        ("payments.submitted", NotYet),
        ("payments.resubmission_requested", NotYet),
        ("payments.cancelled", "The payment was cancelled before it was collected: no money has moved."),
        ("payments.paid_out", "payments.confirmed carries the money; this says that a payout contains it."),
        ("payments.late_failure_settled", "payments.failed carries the money; this says that it was debited from a payout."),
        ("payments.surcharge_fee_debited", InPayout),
        ("payments.surcharge_fee_credited", InPayout),
        ("refunds.created", "The refund is under way; refunds.paid or refunds.refund_settled carries the money."),
        ("refunds.failed", "The refund did not reach the customer; refunds.funds_returned carries the money when it is back."),
        ("payouts.tax_exchange_rates_confirmed", "payouts.paid carries the money; this is about the tax on its fees."),
    ];

    // Of developer.gocardless.com/api-reference/#core-endpoints-events.
    static readonly (string Resource, string Reason)[] Resources =
    [
        ("billing_requests", "payments.confirmed carries the money."),
        ("instalment_schedules", "payments.confirmed carries the money."),
        ("subscriptions", "payments.confirmed carries the money."),
        ("creditors", NoMoney),
        ("customers", NoMoney),
        ("exports", NoMoney),
        ("mandates", NoMoney),
        ("organisations", NoMoney),
        ("payer_authorisations", NoMoney),
        ("scheme_identifiers", NoMoney),
    ];

    public static SourceEvent Read(GoCardlessEvent received)
    {
        foreach (var (type, reason) in Exact)
            if (string.Equals(received.Type, type, StringComparison.Ordinal))
                return received.Ignored(reason);
        foreach (var (resource, reason) in Resources)
            if (string.Equals(received.Resource, resource, StringComparison.Ordinal))
                return received.Ignored(reason);
        return received.Unknown($"Events of type '{received.Type}' are not known here and may be about money.");
    }
}
