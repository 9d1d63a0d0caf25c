using System.Collections.Frozen;

namespace AccountingSync.Ingestion.Sources.Adyen;

/// <summary>What is known of payment methods. Their variants are written behind the name: visa_applepay, klarna_paynow.</summary>
static class PaymentMethods
{
    static readonly FrozenSet<string> Cards = new[]
    {
        "accel",
        "amex",
        "bcmc",
        "carnet",
        "cartebancaire",
        "cup",
        "dankort",
        "diners",
        "discover",
        "elo",
        "girocard",
        "hipercard",
        "jcb",
        "laser",
        "maestro",
        "maestrouk",
        "mc",
        "nyce",
        "pulse",
        "star",
        "uatp",
        "visa",
        "visadankort",
    }.ToFrozenSet();

    // As Adyen's own plugin for Adobe Commerce knows them (github.com/Adyen/adyen-magento2, PaymentMethodUtil), as far as they are common.
    static readonly FrozenSet<string> OthersWithSeparateCaptures = new[]
    {
        "ach",
        "amazonpay",
        "applepay",
        "givex",
        "googlepay",
        "mobilepay",
        "paypal",
        "paywithgoogle",
        "scalapay",
        "sepadirectdebit",
        "svs",
        "twint",
        "valuelink",
        "vipps",
        "walley",
    }.ToFrozenSet();

    // As the same plugin's settings list them.
    static readonly FrozenSet<string> Invoices = new[]
    {
        "affirm",
        "afterpay",
        "afterpaytouch",
        "bright",
        "clearpay",
        "facilypay",
        "klarna",
        "oney",
        "paybright",
        "ratepay",
        "zip",
    }.ToFrozenSet();

    static readonly FrozenSet<string> WithoutSeparateCaptures = new[]
    {
        "alipay",
        "ideal",
        "wechatpay",
        "wechatpaypos",
        "wechatpayqr",
        "wechatpaysdk",
        "wechatpayweb",
    }.ToFrozenSet();

    /// <summary>The word of the canonical form for cards; the vendor's for everything else.</summary>
    public static string Tender(string method) => Cards.Contains(Family(method)) ? "card" : method;

    /// <summary>Documented to be captured at once whatever the account's settings are (docs.adyen.com/point-of-sale/capturing-payments and
    /// docs.adyen.com/payment-methods).</summary>
    public static bool AreCapturedAtOnce(string method) => WithoutSeparateCaptures.Contains(Family(method));

    /// <summary>Bought now and paid later: to be captured when the goods are sent, even where the account captures at once, unless that was
    /// agreed for them as well (docs.adyen.com/payment-methods/klarna).</summary>
    public static bool AreInvoices(string method) => Invoices.Contains(Family(method));

    /// <summary>A CAPTURE comes for them where captures are separate.</summary>
    public static bool HaveSeparateCaptures(string method) =>
        Cards.Contains(Family(method)) || OthersWithSeparateCaptures.Contains(Family(method)) || AreInvoices(method);

    static string Family(string method) => method.Split('_')[0];
}
