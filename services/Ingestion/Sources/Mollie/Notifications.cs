namespace AccountingSync.Ingestion.Sources.Mollie;

/// <summary>What a webhook says happened: mostly that a payment is to be read.</summary>
static class Notifications
{
    /// <summary>An event of a subscription, in its envelope, or the bare object that changed: Mollie documents both.
    /// (docs.mollie.com/reference/webhooks-new, docs.mollie.com/reference/refunds-api-webhooks)</summary>
    /// <param name="fingerprint">Of the whole, for what Mollie gives no id.</param>
    public static SourceEvent Read(string source, VendorObject body, string fingerprint)
    {
        var resource = body.RequiredText("resource");
        var id = body.Id;
        if (resource != "event")
            return Read(new MollieEvent(source, $"{id} {fingerprint}", resource), resource, id, body);
        var received = new MollieEvent(source, id, body.RequiredText("type"));
        return received.Read(() =>
            Read(received, received.Type.Split('.')[0], body.RequiredText("entityId"), body.Child("_embedded")?.Child("entity"))
        );
    }

    /// <summary>Of a webhook that has nothing but an id.</summary>
    public static SourceEvent OfPayment(MollieEvent received, string id) =>
        !IsId(id)
            ? received.Id.Length == 0
                ? new SourceEvent.Unreadable("The id is none of Mollie's.")
                : received.Unknown($"'{id}' is no id of Mollie's.")
            : id.StartsWith("tr_", StringComparison.Ordinal)
                ? received.Facts([], [new WantedObject(Payments.Kind, id)])
                // Its own id makes it one event, however often it comes.
                : (received with { Id = received.Id.Length == 0 ? id : received.Id }).Unknown(
                    $"{id} is no payment. Give the address to the payments themselves, or subscribe to their events."
                );

    /// <param name="entity">Null when the subscription has the simple payload.</param>
    static SourceEvent Read(MollieEvent received, string resource, string id, VendorObject? entity) =>
        received.Read(() =>
            resource switch
            {
                "payment" => OfPayment(received, id),
                "refund" or "chargeback" => entity?.Text("paymentId") is { } payment
                    ? OfPayment(received, payment)
                    : received.Unknown($"{id} does not name its payment. Choose the full payload for the subscription in Mollie."),
                "payout" => entity is { } payout
                    ? Payouts.Read(received, payout)
                    : received.Unknown($"{id} does not say its amount. Choose the full payload for the subscription in Mollie."),
                _ => OtherEvents.Read(received, resource),
            }
        );

    static bool IsId(string id) => id.Length is > 3 and < 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
