using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Accounts at vendors. A secret is given as text or as @FILE, which keeps it out of the process list.</summary>
static class ConnectionCommands
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };
    static readonly Option<string[]> WebhookSecrets = new("--webhook-secret")
    {
        Description = "Signing secret (whsec_…); may be given twice.",
        Required = true,
    };
    static readonly Option<string?> ApiKey = new("--api-key") { Description = "For reading fees (sk_…)." };
    static readonly Option<Uri?> StripeAddress = AddressOption.Of("--base-address", "Stripe's own when not given.");
    static readonly Option<string[]> SignatureKeys = new("--webhook-secret")
    {
        Description = "Signature key of the webhook subscription; may be given twice.",
        Required = true,
    };
    static readonly Option<Uri?> WebhookAddress = AddressOption.Of(
        "--webhook-url",
        "Notification URL of the subscription, to the letter: Square signs it. Needed when a reverse proxy stands in front."
    );
    static readonly Option<string> Realm = new("--realm") { Description = "The company's id.", Required = true };
    static readonly Option<string> ClientId = new("--client-id") { Description = "Of the app at Intuit.", Required = true };
    static readonly Option<string> ClientSecret = new("--client-secret") { Description = "Of the app at Intuit.", Required = true };
    static readonly Option<string> RefreshToken = new("--refresh-token") { Description = "From the first sign-in.", Required = true };
    static readonly Option<Uri?> QuickBooksAddress = AddressOption.Of("--base-address", "Of the interface.", "https://quickbooks.api.intuit.com/");
    static readonly Option<Uri?> TokenAddress = AddressOption.Of(
        "--token-address",
        "Of the token endpoint.",
        "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"
    );
    static readonly Option<string> HomeCurrency = new("--home-currency") { Description = "Of the company.", DefaultValueFactory = _ => "USD" };

    public static Command Build(Verb verb) =>
        Verb.Group(
            "connections",
            "An organisation's accounts at gateways and accounting platforms.",
            verb.Of("list", "Platforms that are written to.", List),
            Verb.Group(
                "add",
                "Add one, or give it other settings.",
                verb.Of("stripe", "Webhooks from Stripe.", AddStripe, Name, WebhookSecrets, ApiKey, StripeAddress),
                verb.Of("square", "Webhooks from Square.", AddSquare, Name, SignatureKeys, WebhookAddress),
                verb.Of(
                    "quickbooks",
                    "Entries to a QuickBooks Online company.",
                    AddQuickBooks,
                    Name,
                    Realm,
                    ClientId,
                    ClientSecret,
                    RefreshToken,
                    QuickBooksAddress,
                    TokenAddress,
                    HomeCurrency
                ),
                verb.Of("plain-text", "Entries to journal files (hledger, beancount).", AddPlainText, Name)
            )
        );

    static async Task<int> List(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var connections = await setUp.Connections(given.Organisation, stop);
        given.Show(
            JsonSerializer.SerializeToElement(connections),
            () =>
                given.Screen.Table(
                    ["Connection", "Platform", "Active since", "Changes known until"],
                    connections.Select(row =>
                        (string?[])[row.Text("connection"), row.Text("platform"), row.Moment("active_since"), row.Moment("changes_until")]
                    )
                )
        );
        return ExitCode.Ok;
    }

    static async Task<int> AddStripe(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var secrets = given.Value(WebhookSecrets)!.Select(Secret).OfType<string>().ToList();
        await setUp.ConnectSource(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            "stripe",
            given.Value(StripeAddress),
            webhookAddress: null,
            secrets,
            Secret(given.Value(ApiKey)),
            stop
        );
        return Done(given, $"Webhooks go to {new Uri(given.Local.Ingestion, $"v1/webhooks/{given.Value(Name)}")}");
    }

    static async Task<int> AddSquare(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var secrets = given.Value(SignatureKeys)!.Select(Secret).OfType<string>().ToList();
        await setUp.ConnectSource(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            "square",
            address: null,
            given.Value(WebhookAddress),
            secrets,
            apiKey: null,
            stop
        );
        var door = new Uri(given.Local.Ingestion, $"v1/webhooks/{given.Value(Name)}");
        return Done(
            given,
            given.Value(WebhookAddress) is { } address
                ? $"Webhooks go to {door}; the subscription's notification URL must be {address.OriginalString}"
                : $"Webhooks go to {door}, which must be the subscription's notification URL"
        );
    }

    static async Task<int> AddQuickBooks(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        await setUp.ConnectPlatform(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            "quickbooks",
            new Dictionary<string, string>
            {
                ["realm"] = given.Value(Realm)!,
                ["base_address"] = given.Value(QuickBooksAddress)!.ToString(),
                ["token_address"] = given.Value(TokenAddress)!.ToString(),
                ["home_currency"] = given.Value(HomeCurrency)!,
            },
            new Dictionary<string, string>
            {
                ["client_id"] = given.Value(ClientId)!,
                ["client_secret"] = Secret(given.Value(ClientSecret))!,
                ["refresh_token"] = Secret(given.Value(RefreshToken))!,
            },
            stop
        );
        return Done(given, "Entries posted from now on are written there.");
    }

    static async Task<int> AddPlainText(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        await setUp.ConnectPlatform(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            "plain-text",
            new Dictionary<string, string>(),
            new Dictionary<string, string>(),
            stop
        );
        return Done(given, $"Entries posted from now on go to {JournalDirectory(given)}");
    }

    static string JournalDirectory(Invocation given) => Path.Combine(given.Installation.Directory, "journals", given.Organisation, given.Value(Name));

    static int Done(Invocation given, string what)
    {
        given.Show(JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }), () => given.Screen.Line(what));
        return ExitCode.Ok;
    }

    static string? Secret(string? given) => given is ['@', .. var file] ? File.ReadAllText(file).Trim() : given;
}
