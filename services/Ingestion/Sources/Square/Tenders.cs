namespace AccountingSync.Ingestion.Sources.Square;

/// <summary>How a payment was made, or a refund given, in the words of the canonical form.</summary>
static class Tenders
{
    /// <summary>card, gift_card and cash as everywhere; Square's other source types in lower case. What was taken outside of Square
    /// (EXTERNAL) never comes with its payouts, so it is told apart by its type: external_check, external_other_gift_card …</summary>
    public static string Method(VendorObject payment) =>
        Method(payment.Text("source_type"), payment.Child("card_details"), payment.Child("external_details"));

    /// <returns>Null when the refund does not say where the money went, as older ones do not.</returns>
    public static string? MethodOfRefund(VendorObject refund)
    {
        if (refund.Text("destination_type") is not { } type)
            return null;
        var details = refund.Child("destination_details");
        return Method(type, details?.Child("card_details"), details?.Child("external_details"));
    }

    public static IReadOnlyDictionary<string, string> Attributes(VendorObject payment)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
                attributes.Add(name, value);
        }

        var card = payment.Child("card_details")?.Child("card");
        Add("payment_method", Word(payment.Text("source_type")));
        Add("brand", Word(card?.Text("card_brand")));
        Add("last4", card?.Text("last_4"));
        Add("funding", Word(card?.Text("card_type")));
        Add("wallet", Word(payment.Child("wallet_details")?.Text("brand")));
        Add("lender", Word(payment.Child("buy_now_pay_later_details")?.Text("brand")));
        Add("order", payment.Text("order_id"));
        return attributes;
    }

    static string Method(string? type, VendorObject? card, VendorObject? external) =>
        type switch
        {
            "CARD" when card?.Child("card")?.Text("card_brand") is "SQUARE_GIFT_CARD" => "gift_card",
            "EXTERNAL" => "external_" + (Word(external?.Text("type")) ?? "other"),
            null or "" => "other",
            _ => type.ToLowerInvariant(),
        };

    static string? Word(string? constant) => constant?.ToLowerInvariant();
}
