using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>REFUND, REFUND_WITH_DATA and CANCEL_OR_REFUND → refund. It names the payment and not the capture, so it names its original only
/// where the payment itself was booked. REFUND_FAILED and REFUNDED_REVERSED, which carry the refund's reference: its money is back in the
/// balance while the customer is still owed it. What that means for the books is no gateway's to say, so it is an adjustment of its
/// own, on its own day, which the shipped rules hold. (docs.adyen.com/online-payments/refund)</summary>
static class Refunds
{
    public static SourceEvent Read(AdyenEvent received) =>
        Booked(received, received.RequiredPayment, received.BookedWhenAuthorised ? received.RequiredPayment : null);

    /// <summary>A refund at the till without a payment that it belongs to.</summary>
    public static SourceEvent Unreferenced(AdyenEvent received) => Booked(received, received.Payment, relatedTo: null);

    /// <summary>Both of them tell the same, the later counts.</summary>
    public static SourceEvent Returned(AdyenEvent received, string status) =>
        received.Success
            ? received.Facts([
                received.Fact(TransactionKind.Adjustment, received.Reference + ":returned", received.Payment, ("status", status)) with
                {
                    RelatedTo = received.Reference,
                },
            ])
            : received.Unknown($"That the refund {received.Reference} came back, and did not, is not understood.");

    public static SourceEvent Voided(AdyenEvent received) =>
        received.Success
            ? received.Unknown(
                $"A refund at the till ({received.Payment ?? received.Reference}) was cancelled before it was paid: correct it if it was booked."
            )
            : received.Ignored("The refund was not cancelled; the event of the refund carries its money.");

    static SourceEvent Booked(AdyenEvent received, string? payment, string? relatedTo) =>
        !received.Success ? received.Ignored("The refund was refused: no money has moved.")
        : received.Money.Amount == 0m ? received.Ignored("Nothing was refunded.")
        : received.Facts([
            received.Fact(TransactionKind.Refund, received.Reference, payment, ("payment_method", received.Method)) with
            {
                RelatedTo = relatedTo,
            },
        ]);
}
