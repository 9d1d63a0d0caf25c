using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>AUTHORISATION → payment, where nothing else is heard of the capture: for accounts that capture at once, and for methods that know
/// no separate capture. Elsewhere it only reserves the money. Adyen sends no CAPTURE for automatic captures unless that is turned on
/// for captures after a delay (docs.adyen.com/online-payments/capture), and no event says which of these an account does.</summary>
static class Authorisations
{
    public static SourceEvent Read(AdyenEvent received)
    {
        if (!received.Success)
            return received.Ignored("The payment was refused: no money has moved.");
        if (received.Money.Amount == 0m)
            return received.Ignored("It only checks whether the means of payment is good: nothing was paid.");
        if (received.BookedWhenAuthorised)
            return received.Facts([Payment(received, received.Reference, payment: null)]);
        return !received.AtOnce && !SaysAtOnce(received) && PaymentMethods.HaveSeparateCaptures(received.Method)
            ? received.Ignored("It reserves the money; CAPTURE carries it.")
            : received.Unknown(
                $"It is not known whether the payment {received.Reference} with {received.Method} is captured by itself or with a CAPTURE: book it by hand if none comes."
            );
    }

    /// <summary>This one payment is captured when it is authorised. Whether a CAPTURE is sent for it as well is not documented.</summary>
    static bool SaysAtOnce(AdyenEvent received) =>
        received.Additional("networkProcessingMode") is "sale" || received.Additional("captureDelayHours") is "0";

    /// <summary>The amount was changed before the capture.</summary>
    public static SourceEvent Adjusted(AdyenEvent received) =>
        !received.Success ? received.Ignored("The authorised amount was not changed: no money has moved.")
        : received.BookedWhenAuthorised
            ? received.Unknown($"The payment {received.Payment} was booked when it was authorised, and now its amount was changed: correct it.")
        : received.Ignored("It changes what is reserved; CAPTURE carries the money.");

    /// <summary>Its amount is what was authorised, not what was left of it.</summary>
    public static SourceEvent Expired(AdyenEvent received) =>
        received.BookedWhenAuthorised
            ? received.Unknown(
                $"The payment {received.Payment ?? received.Reference} was booked when it was authorised, and now what was not captured of it has expired: correct it."
            )
            : received.Ignored("What was not captured has expired: no money has moved.");

    public static SourceEvent Rejected(AdyenEvent received) =>
        received.BookedWhenAuthorised
            ? received.Unknown(
                $"The payment {received.Payment} was booked when it was authorised, and now a review has rejected it: correct it unless a cancellation or refund comes."
            )
            : received.Ignored("A review rejects a payment; CANCELLATION, REFUND or CANCEL_OR_REFUND carry what follows.");

    /// <summary>Limit: tips and taxes stand in no event.</summary>
    /// <param name="id">The payment's or capture's reference, by which refunds name it.</param>
    public static SourceTransaction Payment(AdyenEvent received, string id, string? payment)
    {
        var fact = received.Fact(TransactionKind.Payment, id, payment, ("payment_method", received.Method));
        return fact with { Tenders = [new TransactionTender(PaymentMethods.Tender(received.Method), fact.Gross, received.Reference)] };
    }
}
