namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>gift_card.activity.created, .updated. What is paid for or with a gift card comes as a payment; a balance that is changed without one
/// (imported, adjusted, cleared) changes what is owed to its holder, and no event about money ever tells it.</summary>
static class GiftCards
{
    public static SourceEvent Read(SquareEvent received)
    {
        var activity = received.Subject("gift_card_activity");
        return activity.Text("type") switch
        {
            // Limit: that a payment bought a card stands in its order only, so the rules take it for a sale of goods.
            "ACTIVATE" or "LOAD" => received.Ignored("The payment for it comes with payment.updated."),
            "REDEEM" => received.Ignored("payment.updated carries the money."),
            "REFUND" => received.Ignored("refund.updated carries the money."),
            "BLOCK" or "UNBLOCK" => received.Ignored("What is on the card did not change."),
            var type => received.Unknown(
                $"The activity {activity.Id} of type '{type}' changes what is on a gift card without a payment: book it by hand if it does."
            ),
        };
    }
}
