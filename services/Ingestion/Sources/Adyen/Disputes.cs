using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>CHARGEBACK (the money is taken), CHARGEBACK_REVERSED (it comes back after a defence) and SECOND_CHARGEBACK (it is taken again, for
/// good) → disputes. All events of a dispute have its reference, so each step has that with its own ending, and the second chargeback is
/// two facts: opened and lost. DISPUTE_DEFENSE_PERIOD_ENDED moves no money; it says that the first chargeback is lost.
/// (docs.adyen.com/risk-management/disputes-api/dispute-notifications and …/understanding-disputes/dispute-process-and-flow)</summary>
static class Disputes
{
    const string NoOriginal =
        "turn on 'Include the originalReference for CHARGEBACK_REVERSED events' in the webhook's settings, because without it the reference may be the payment's. Book this one by hand.";

    public static SourceEvent Opened(AdyenEvent received) => Happened(received, () => received.Facts([Step(received, "", "opened")]));

    public static SourceEvent Reversed(AdyenEvent received) => Happened(received, () => received.Facts([Step(received, ":closed", "won")]));

    public static SourceEvent Second(AdyenEvent received) =>
        Happened(received, () => received.Facts([Step(received, ":second", "opened"), Step(received, ":second:closed", "lost")]));

    /// <summary>Adyen calls this stage final. Should the chargeback be reversed all the same, or have been before, that is what counts, so
    /// this one's revision is counted in days, which never reach the seconds of a reversal.</summary>
    public static SourceEvent NotDefended(AdyenEvent received) =>
        Happened(
            received,
            () =>
                received.Additional("chargebackReasonCode") is null || received.Additional("disputeStatus") is "Pending" or "Responded" or "Won"
                    ? received.Unknown(
                        $"That the time to defend the dispute {received.Reference} is over does not say here that it is lost: close it by hand if it is."
                    )
                    : received.Facts([Step(received, ":closed", "lost") with { Revision = 1 + received.Revision / 86_400 }])
        );

    /// <summary>Adyen documents that a second chargeback follows when a case is lost, and for these not what becomes of the money.</summary>
    public static SourceEvent Arbitrated(AdyenEvent received) =>
        received.Unknown(
            $"The dispute {received.Reference} went to arbitration ({received.Type}). CHARGEBACK_REVERSED and SECOND_CHARGEBACK carry the money that moves: see whether they came."
        );

    static SourceEvent Happened(AdyenEvent received, Func<SourceEvent> facts) =>
        !received.Success ? received.Unknown($"That {received.Type} of the dispute {received.Reference} did not happen is not understood.")
        : received.Payment is null ? received.Unknown($"The dispute {received.Reference} names no payment: {NoOriginal}")
        : facts();

    static SourceTransaction Step(AdyenEvent received, string ending, string status) =>
        received.Fact(
            TransactionKind.Dispute,
            received.Reference + ending,
            received.Payment,
            ("status", status),
            ("dispute", received.Reference),
            ("reason", received.Additional("chargebackReasonCode")?.Trim() ?? "unspecified"),
            ("scheme", received.Additional("chargebackSchemeCode")?.Trim())
        ) with
        {
            RelatedTo = received.BookedWhenAuthorised ? received.Payment : received.Additional("capturePspReference"),
        };
}
