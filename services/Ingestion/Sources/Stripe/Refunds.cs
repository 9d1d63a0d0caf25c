using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Sources.Stripe;

/// <summary>refund.created, refund.updated, charge.refund.updated → refund, as soon as one of them says that it succeeded.</summary>
static class Refunds
{
    /// <summary>Stripe's own reason for letting an authorisation lapse: nothing was taken, so nothing is given back.</summary>
    const string Released = "expired_uncaptured_charge";

    public static SourceEvent Read(StripeEvent received)
    {
        var refund = received.Object;
        return refund.Text("status") switch
        {
            "succeeded" when refund.Text("reason") is Released => received.Ignored("An authorisation lapsed: no money had moved."),
            "succeeded" => Succeeded(received),
            "pending" or "requires_action" => received.Ignored("The refund is under way; refund.updated carries it when it has succeeded."),
            "canceled" or "failed" => NotSucceeded(received),
            var status => received.Unknown($"The refund has the unknown status '{status}'."),
        };
    }

    // Limit: after a partial capture Stripe releases the rest as a refund, too, which by itself looks like any refund
    // that is not settled yet. Whoever captures in part must look at these.
    static SourceEvent Succeeded(StripeEvent received)
    {
        var refund = received.Object;
        var (currency, gross) = StripeMoney.ToMajor(refund.RequiredNumber("amount"), refund.RequiredText("currency"));
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (refund.Text("reason") is { } reason)
            attributes.Add("reason", reason);
        if (refund.IdOf("payment_intent") is { } intent)
            attributes.Add("payment_intent", intent);
        var booked = new SourceTransaction
        {
            Source = received.Source,
            Id = refund.Id,
            Kind = TransactionKind.Refund,
            OccurredAt = refund.RequiredUnixTime("created"),
            Currency = currency,
            Gross = gross,
            RelatedTo = refund.IdOf("charge"),
            Customer = refund.IdOf("customer"),
            Attributes = attributes,
        };
        var settlement = BalanceTransactions.Of(received, refund, booked);
        return received.Facts([booked, .. settlement.Told], settlement.Wanted);
    }

    // A card refund is often "succeeded" first and fails days later, when the bank sends it back. Only an update that
    // shows an open status before proves that nothing was booked; all else needs a person, who corrects or waives.
    static SourceEvent NotSucceeded(StripeEvent received)
    {
        var status = received.Object.Text("status");
        return received.Previous?.Text("status") is "pending" or "requires_action"
            ? received.Ignored($"The refund is {status} without having succeeded: it was never booked.")
            : received.Unknown(
                $"The refund {received.Object.Id} is {status} and may have been booked: its money came back to the balance. Correct it."
            );
    }
}
