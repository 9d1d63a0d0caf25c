namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>Money that the merchant has Adyen pay to others, such as winnings (deprecated by Adyen in favour of transfers). What it is for is
/// said nowhere. Payouts to the merchant's own bank come in no standard webhook at all.</summary>
static class ThirdPartyPayouts
{
    public static SourceEvent Paid(AdyenEvent received) =>
        received.Success
            ? received.Unknown($"The payout {received.Reference} to a third party left the balance: book it by hand, for what it was paid.")
            : received.Ignored("The payout to a third party was refused: no money has moved.");

    public static SourceEvent CameBack(AdyenEvent received) =>
        received.Unknown($"The payout {received.Payment ?? received.Reference} expired or came back ({received.Type}): correct it if it was booked.");
}
