namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>Events that book nothing. What is in no list may move money and is unknown.
/// (docs.adyen.com/development-resources/webhooks/webhook-types)</summary>
static class OtherEvents
{
    const string AuthorisationTells = "AUTHORISATION tells the outcome of each payment.";
    const string ChargebackCarries = "It moves no money. CHARGEBACK carries it if it comes to that.";
    const string SecondCarries = "It moves no money. SECOND_CHARGEBACK carries it if the case is lost.";
    const string NoMoney = "It describes things and moves no money.";

    static readonly (string Code, string Reason)[] Known =
    [
        ("AUTHENTICATION", AuthorisationTells),
        ("AUTORESCUE", AuthorisationTells),
        ("CANCEL_AUTORESCUE", AuthorisationTells),
        ("ISSUER_COMMENTS", NoMoney),
        ("ISSUER_RESPONSE_TIMEFRAME_EXPIRED", "The defence stands. CHARGEBACK_REVERSED carries the money that came back."),
        ("INFORMATION_SUPPLIED", "The defence is under way. CHARGEBACK_REVERSED carries the money if it comes back."),
        ("MANUAL_REVIEW_ACCEPT", AuthorisationTells),
        ("NOTIFICATIONTEST", "Adyen tests the connection."),
        ("NOTIFICATION_OF_CHARGEBACK", ChargebackCarries),
        ("NOTIFICATION_OF_FRAUD", ChargebackCarries),
        ("OFFER_CLOSED", "The payment did not come about: no money has moved."),
        ("ORDER_CLOSED", "AUTHORISATION tells each payment of an order, CANCELLATION or REFUND those that were undone."),
        ("ORDER_OPENED", AuthorisationTells),
        ("PAYOUT_DECLINE", "The payout to a third party was declined: no money has moved."),
        ("PENDING", AuthorisationTells),
        ("POSTPONED_REFUND", "The refund waits for the capture; REFUND carries it."),
        ("PREARBITRATION_ACCEPTED", SecondCarries),
        ("PREARBITRATION_DECLINED", SecondCarries),
        ("PREARBITRATION_ISSUER_WITHDRAWN", SecondCarries),
        ("PREARBITRATION_OPEN", SecondCarries),
        ("RECURRING_CONTRACT", NoMoney),
        ("REQUEST_FOR_INFORMATION", ChargebackCarries),
        ("SCHEME_ARBITRATION", SecondCarries),
        ("SCHEME_ARBITRATION_LOST", "SECOND_CHARGEBACK, which follows, carries the money and the fees of the arbitration."),
    ];

    public static SourceEvent Read(AdyenEvent received)
    {
        foreach (var (code, reason) in Known)
            if (string.Equals(received.Type, code, StringComparison.Ordinal))
                return received.Ignored(reason);
        return received.Unknown($"Events with the code '{received.Type}' are not known here and may be about money.");
    }
}
