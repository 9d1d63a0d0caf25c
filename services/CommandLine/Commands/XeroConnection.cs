using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace AccountingSync.CommandLine.Commands;

/// <summary>An organisation at Xero, and which accounts there are which of ours.</summary>
static class XeroConnection
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };
    static readonly Option<Guid> Tenant = new("--tenant") { Description = "The organisation's tenant id, from GET /connections.", Required = true };
    static readonly SignInOptions SignIn = new("Xero");
    static readonly Option<string[]> Account = new("--account")
    {
        Description = "OUR-NAME=CODE: an account whose name at Xero is another one. May be given again.",
        DefaultValueFactory = _ => [],
    };
    static readonly Option<int> CallsPerDay = new("--calls-per-day")
    {
        Description = "What Xero allows: 1,000 in the starter tier, else 5,000.",
        DefaultValueFactory = _ => 5_000,
    };
    static readonly Option<Uri?> BaseAddress = AddressOption.Of("--base-address", "Of the interface.", "https://api.xero.com/");
    static readonly Option<Uri?> TokenAddress = AddressOption.Of(
        "--token-address",
        "Of the token endpoint.",
        "https://identity.xero.com/connect/token"
    );

    public static Command Build(Verb verb)
    {
        Account.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Where(token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
                given.AddError($"--account '{token.Value}' must be OUR-NAME=CODE.");
        });
        return verb.Of(
            "xero",
            "Entries to a Xero organisation.",
            Add,
            [Name, Tenant, .. SignIn.All, Account, CallsPerDay, BaseAddress, TokenAddress, .. GranularityOptions.All]
        );
    }

    static async Task<int> Add(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var settings = new Dictionary<string, string>
        {
            ["tenant"] = given.Value(Tenant).ToString(),
            ["base_address"] = given.Value(BaseAddress)!.ToString(),
            ["token_address"] = given.Value(TokenAddress)!.ToString(),
            ["calls_per_day"] = given.Value(CallsPerDay).ToString(CultureInfo.InvariantCulture),
        };
        foreach (var pair in given.Value(Account)!.Select(account => account.Split('=')))
            settings[$"account_code:{pair[0]}"] = pair[1];
        GranularityOptions.AddTo(settings, given);
        await setUp.ConnectPlatform(given.Organisation, ShortName.Checked(given.Value(Name)), "xero", settings, SignIn.SecretsOf(given), stop);
        given.Show(
            JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }),
            () => given.Screen.Line("Entries posted from now on are written there.")
        );
        return ExitCode.Ok;
    }
}
