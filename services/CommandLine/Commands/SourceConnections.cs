using System.CommandLine;
using System.Text.Json;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Accounts at gateways and tills, which send webhooks. A new vendor is one line of <see cref="Vendors"/>.</summary>
static class SourceConnections
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };

    const string ToastSecret = "Secret of the webhook subscription";

    static readonly Vendor[] Vendors =
    [
        new(
            "stripe",
            "Stripe",
            Secret: "Signing secret (whsec_…)",
            ApiKey: "For reading fees (sk_…, or rk_…); one that may write charges, payment intents, refunds and payouts corrects them, too.",
            HasAddress: true
        ),
        new(
            "square",
            "Square",
            Secret: "Signature key of the webhook subscription",
            ApiKey: "Access token for pulls: MERCHANT_PROFILE_READ, PAYMENTS_READ, PAYOUTS_READ, DISPUTES_READ.",
            HasAddress: true,
            WebhookAddress: "Notification URL of the subscription, to the letter: Square signs it. Needed when a reverse proxy stands in front."
        ),
        new(
            "gocardless",
            "GoCardless",
            Secret: "Secret of the webhook endpoint",
            ApiKey: "Access token for reading payments, refunds and payouts, as its events carry no amounts, and for pulls.",
            HasAddress: true
        ),
        new(
            "mollie",
            "Mollie",
            Secret: "Secret of the webhook subscription; or one of your own for webhooks of single payments, whose address must end in ?key=SECRET",
            ApiKey: "For reading payments (live_…), as its webhooks only name them, for pulls, and for correcting their descriptions.",
            HasAddress: true
        ),
        new("adyen", "Adyen (payments are captured when they are authorised, its default)", Secret: "HMAC key of the webhook, hexadecimal"),
        new("adyen-captures", "Adyen (captures are separate, and CAPTURE events come for them)", Secret: "HMAC key of the webhook, hexadecimal"),
        new(
            "paypal",
            "PayPal",
            Secret: "Webhook id (1JE4…), which stands beside the webhook's URL in the developer dashboard: PayPal signs it",
            ApiKey: "For pulls: client id and secret of the application as ID:SECRET; it needs the feature Transaction search.",
            HasAddress: true
        ),
        new(
            "shopify",
            "Shopify",
            Secret: "Client secret of the app",
            ApiKey: "Access token of the app (shpat_…) that may read orders, for pulls, and write them, for correcting their notes, and has read_all_orders for those older than 60 days; needs --base-address https://SHOP.myshopify.com/.",
            HasAddress: true
        ),
        new("braintree", "Braintree", Secret: "An API key of the account, as PUBLIC:PRIVATE: Braintree signs with both halves"),
        new("toast", "Toast, restaurants that work in US dollars", Secret: ToastSecret),
        new("toast-cad", "Toast, restaurants that work in Canadian dollars", Secret: ToastSecret),
        new("toast-gbp", "Toast, restaurants that work in pounds sterling", Secret: ToastSecret),
        new("toast-eur", "Toast, restaurants that work in euros", Secret: ToastSecret),
        new(
            "clover",
            "Clover",
            Secret: "Clover Auth Code of the app's webhook. Clover shows it when the address is verified: add the connection without it, enter the "
                + "verification code that Ingestion's log then shows, and add the connection once more with it",
            ApiKey: "Access token of the merchant for reading payments and orders: its events only name them.",
            HasAddress: true,
            SecretComesLater: true
        ),
    ];

    public static IEnumerable<Command> Build(Verb verb) => Vendors.Select(vendor => new VendorOptions(vendor).Build(verb));

    /// <param name="Word">Of the source system in Ingestion.</param>
    /// <param name="Secret">What the vendor calls what it signs with.</param>
    /// <param name="ApiKey">What for; null when the vendor is never asked.</param>
    /// <param name="HasAddress">Its interface may stand elsewhere, such as in the sandbox.</param>
    /// <param name="WebhookAddress">Why; null when the vendor does not sign the address.</param>
    /// <param name="SecretComesLater">The vendor gives it only when the address has answered; until then nothing but that question is answered.</param>
    sealed record Vendor(
        string Word,
        string Title,
        string Secret,
        string? ApiKey = null,
        bool HasAddress = false,
        string? WebhookAddress = null,
        bool SecretComesLater = false
    );

    sealed class VendorOptions(Vendor vendor)
    {
        readonly Option<string[]> secrets = new("--webhook-secret")
        {
            Description = $"{vendor.Secret}; may be given twice.",
            Required = !vendor.SecretComesLater,
        };
        readonly Option<string?>? apiKey = vendor.ApiKey is null ? null : new("--api-key") { Description = vendor.ApiKey };
        readonly Option<Uri?>? address = vendor.HasAddress ? AddressOption.Of("--base-address", $"{vendor.Title}'s own when not given.") : null;
        readonly Option<Uri?>? webhookAddress = vendor.WebhookAddress is null ? null : AddressOption.Of("--webhook-url", vendor.WebhookAddress);

        public Command Build(Verb verb) =>
            verb.Of(
                vendor.Word,
                $"Webhooks from {vendor.Title}.",
                Add,
                new Symbol?[] { Name, secrets, apiKey, address, webhookAddress }.OfType<Symbol>()
            );

        async Task<int> Add(Invocation given, CancellationToken stop)
        {
            T? Of<T>(Option<T>? option) => option is null ? default : given.Value(option);

            using var setUp = given.SetUp();
            await setUp.ConnectSource(
                given.Organisation,
                ShortName.Checked(given.Value(Name)),
                vendor.Word,
                Of(address),
                Of(webhookAddress),
                [.. (given.Value(secrets) ?? []).Select(SecretText.Of).OfType<string>()],
                SecretText.Of(Of(apiKey)),
                source: null,
                stop
            );
            var door = new Uri(given.Local.Ingestion, $"v1/webhooks/{given.Value(Name)}");
            given.Show(
                JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }),
                () =>
                    given.Screen.Line(
                        vendor.WebhookAddress is null ? $"Webhooks go to {door}"
                        : Of(webhookAddress) is { } told ? $"Webhooks go to {door}; the vendor must be told to call {told.OriginalString}"
                        : $"Webhooks go to {door}, which must be the address that the vendor was told"
                    )
            );
            return ExitCode.Ok;
        }
    }
}
