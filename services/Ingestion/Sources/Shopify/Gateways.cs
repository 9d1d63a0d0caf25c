namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>How a payment was made, in the words of the canonical form.</summary>
static class Gateways
{
    /// <summary>Shopify Payments: it comes with Shopify's payouts. Also what an order is owed by until its transactions say more.</summary>
    public const string Shopify = "shopify";

    /// <summary>cash, gift_card, store_credit, paypal, klarna, afterpay as the shipped rules know them; every other gateway by its own name, in
    /// lower case and with underscores: authorize_net, cash_on_delivery_cod …</summary>
    public static string Method(string gateway)
    {
        var word = Word(gateway);
        return word switch
        {
            "shopify_payments" => Shopify,
            "shopify_store_credit" => "store_credit",
            // It must not be taken for Shopify Payments.
            Shopify => "shopify_other",
            "" => "other",
            _ => Array.Find(Families, family => word.StartsWith(family, StringComparison.Ordinal)) ?? word,
        };
    }

    // "paypal_express", "klarna_pay_later" …
    static readonly string[] Families = ["paypal", "klarna", "afterpay"];

    static string Word(string gateway) =>
        string.Join(
            '_',
            new string([.. gateway.ToLowerInvariant().Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(
                ' ',
                StringSplitOptions.RemoveEmptyEntries
            )
        );
}
