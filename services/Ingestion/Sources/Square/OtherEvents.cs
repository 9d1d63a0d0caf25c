namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>Events that book nothing. What is in no list may move money and is unknown.</summary>
static class OtherEvents
{
    const string PaymentCarries = "payment.created or payment.updated carries the money.";
    const string RefundCarries = "refund.created or refund.updated carries the money.";
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Type, string Reason)[] Exact =
    [
        ("payout.sent", "The payout is on its way; payout.paid carries the money."),
        ("invoice.refunded", RefundCarries),
        ("webhooks.test_notification", "Square tests the connection."),
    ];

    // Of developer.squareup.com/docs/webhooks/v2webhook-events-tech-ref.
    static readonly (string Prefix, string Reason)[] Families =
    [
        ("dispute.evidence.", "Evidence moves no money; dispute.created and dispute.state.updated carry it."),
        // It names the order and not its amounts.
        ("order.", PaymentCarries),
        ("invoice.", PaymentCarries),
        ("subscription.", PaymentCarries),
        ("terminal.checkout.", PaymentCarries),
        ("terminal.refund.", RefundCarries),
        ("terminal.action.", NoMoney),
        ("bank_account.", NoMoney),
        ("booking.", NoMoney),
        ("card.", NoMoney),
        ("catalog.", NoMoney),
        ("customer.", NoMoney),
        ("device.", NoMoney),
        ("gift_card.", NoMoney),
        ("inventory.", NoMoney),
        ("job.", NoMoney),
        ("labor.", NoMoney),
        ("location.", NoMoney),
        ("loyalty.", NoMoney),
        ("merchant.", NoMoney),
        ("oauth.", NoMoney),
        ("online_checkout.", NoMoney),
        ("team_member.", NoMoney),
        ("transfer_order.", NoMoney),
        ("vendor.", NoMoney),
    ];

    public static SourceEvent Read(SquareEvent received) => new UnbookedEvents(Exact, Families).Read(received);
}
