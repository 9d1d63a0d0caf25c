using System.CommandLine;
using System.Text.Json;
using AccountingSync.CommandLine.Show;

namespace AccountingSync.CommandLine.Commands;

/// <summary>Accounts at vendors.</summary>
static class ConnectionCommands
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };
    static readonly Option<string> Realm = new("--realm") { Description = "The company's id.", Required = true };
    static readonly SignInOptions SignIn = new("Intuit");
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
                [
                    .. SourceConnections.Build(verb),
                    .. OwnSystemConnections.Build(verb),
                    verb.Of(
                        "quickbooks",
                        "Entries to a QuickBooks Online company.",
                        AddQuickBooks,
                        [Name, Realm, .. SignIn.All, QuickBooksAddress, TokenAddress, HomeCurrency, .. GranularityOptions.All]
                    ),
                    XeroConnection.Build(verb),
                    TrytonConnection.Build(verb),
                    OdooConnection.Build(verb),
                    verb.Of("plain-text", "Entries to journal files (hledger, beancount).", AddPlainText, [Name, .. GranularityOptions.All]),
                ]
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

    static async Task<int> AddQuickBooks(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var settings = new Dictionary<string, string>
        {
            ["realm"] = given.Value(Realm)!,
            ["base_address"] = given.Value(QuickBooksAddress)!.ToString(),
            ["token_address"] = given.Value(TokenAddress)!.ToString(),
            ["home_currency"] = given.Value(HomeCurrency)!,
        };
        GranularityOptions.AddTo(settings, given);
        await setUp.ConnectPlatform(given.Organisation, ShortName.Checked(given.Value(Name)), "quickbooks", settings, SignIn.SecretsOf(given), stop);
        return Done(given, "Entries posted from now on are written there.");
    }

    static async Task<int> AddPlainText(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var settings = new Dictionary<string, string>();
        GranularityOptions.AddTo(settings, given);
        await setUp.ConnectPlatform(
            given.Organisation,
            ShortName.Checked(given.Value(Name)),
            "plain-text",
            settings,
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
}
