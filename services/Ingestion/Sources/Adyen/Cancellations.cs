using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>CANCELLATION, TECHNICAL_CANCEL and CANCEL_OR_REFUND: a payment is given up before it is captured. Where it was booked when it was
/// authorised that is a refund of the whole of it; elsewhere nothing had moved.</summary>
static class Cancellations
{
    public static SourceEvent Read(AdyenEvent received)
    {
        if (!received.Success)
            return received.Ignored("The payment was not cancelled: no money has moved.");
        if (!received.BookedWhenAuthorised)
            return received.Ignored("The payment was given up before it was captured: no money had moved.");
        var payment = received.RequiredPayment;
        return received.Money.Amount == 0m
            ? received.Unknown($"The payment {payment} was cancelled, and how much of it is not said: correct it.")
            : received.Facts([
                received.Fact(TransactionKind.Refund, payment + ":cancelled", payment, ("status", "cancelled")) with
                {
                    RelatedTo = payment,
                },
            ]);
    }

    /// <summary>Adyen decides which of both it is, and says so in the additional data.
    /// (docs.adyen.com/point-of-sale/basic-tapi-integration/refund-payment/refund-webhooks)</summary>
    public static SourceEvent OrRefund(AdyenEvent received) =>
        !received.Success
            ? received.Ignored("The payment was neither cancelled nor refunded: no money has moved.")
            : received.Additional("modification.action") switch
            {
                "cancel" => Read(received),
                "refund" => Refunds.Read(received),
                _ => received.Unknown(
                    $"The payment {received.Payment} was cancelled or refunded, and 'modification.action' does not say which: book it by hand if it is a refund."
                ),
            };
}
