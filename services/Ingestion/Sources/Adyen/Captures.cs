using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>CAPTURE → payment, under the capture's own reference: an account may have several for one payment. CAPTURE_FAILED → refund of the
/// whole of it, days later: the card scheme has rejected it. Adyen then tries again by itself, and says so with a CAPTURE that is told
/// apart by its reason only; that is a payment of its own. (docs.adyen.com/online-payments/capture and …/capture/failure-reasons)
/// Limit: one that fails once more after that looks like the first failure, sent again.</summary>
static class Captures
{
    public static SourceEvent Read(AdyenEvent received)
    {
        if (!received.Success)
            return received.Ignored("The capture was refused: no money has moved.");
        if (received.Money.Amount == 0m)
            return received.Ignored("Nothing was captured.");
        // "Transaction Recaptured", "Transaction Auto-recaptured".
        if (received.Item.Text("reason")?.Contains("recaptured", StringComparison.OrdinalIgnoreCase) ?? false)
            return received.Facts([Authorisations.Payment(received, Booked(received) + ":recaptured", received.RequiredPayment)]);
        // The amount may be a part only, and there may be more of them.
        return received.BookedWhenAuthorised
            ? received.Unknown(
                $"The payment {received.RequiredPayment} was booked when it was authorised, and now comes a capture of its own: correct what differs. "
                    + $"An account that sends captures for all payments is connected as {AdyenSource.CapturedSeparately.Name}."
            )
            : received.Facts([Authorisations.Payment(received, received.Reference, received.RequiredPayment)]);
    }

    public static SourceEvent Failed(AdyenEvent received) =>
        received.Success
            ? received.Facts([
                received.Fact(TransactionKind.Refund, Booked(received) + ":failed", received.RequiredPayment, ("status", "capture_failed")) with
                {
                    RelatedTo = Booked(received),
                },
            ])
            : received.Unknown($"A failed capture of {received.Payment} that did not happen is not understood.");

    static string Booked(AdyenEvent received) => received.BookedWhenAuthorised ? received.RequiredPayment : received.Reference;
}
