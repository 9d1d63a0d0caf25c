using System.CommandLine;
using System.Text.Json;

namespace AccountingSync.CommandLine.Commands;

/// <summary>A company in an Odoo database, and which accounts there are which of ours.</summary>
static class OdooConnection
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };
    static readonly Option<Uri?> Address = AddressOption.Of("--address", "Of the Odoo server.");
    static readonly Option<string> Database = new("--database") { Description = "The database's name.", Required = true };
    static readonly Option<string> ApiKey = new("--api-key") { Description = "An API key of a user of its own.", Required = true };
    static readonly Option<string> Journal = new("--journal") { Description = "The code of the journal that entries go to.", Required = true };
    static readonly Option<string?> Company = new("--company") { Description = "The company's name; else the only one that the user sees." };
    static readonly Option<string> Protocol = new("--protocol")
    {
        Description = "json-2 from Odoo 19 on, json-rpc before.",
        DefaultValueFactory = _ => "json-2",
    };
    static readonly Option<string?> User = new("--user") { Description = "The login of the user; json-rpc asks for it." };
    static readonly Option<string[]> Account = new("--account")
    {
        Description = "OUR-NAME=CODE: an account whose name at Odoo is another one. May be given again.",
        DefaultValueFactory = _ => [],
    };

    public static Command Build(Verb verb)
    {
        Address.Required = true;
        Protocol.AcceptOnlyFromAmong("json-2", "json-rpc");
        Account.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Where(token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
                given.AddError($"--account '{token.Value}' must be OUR-NAME=CODE.");
        });
        return verb.Of(
            "odoo",
            "Entries to a company in Odoo.",
            Add,
            [Name, Address, Database, ApiKey, Journal, Company, Protocol, User, Account, .. GranularityOptions.All]
        );
    }

    static async Task<int> Add(Invocation given, CancellationToken stop)
    {
        using var setUp = given.SetUp();
        var address = given.Value(Address)!.ToString();
        var settings = new Dictionary<string, string>
        {
            ["base_address"] = address.EndsWith('/') ? address : address + "/",
            ["database"] = given.Value(Database)!,
            ["journal"] = given.Value(Journal)!,
            ["protocol"] = given.Value(Protocol)!,
        };
        if (given.Value(Company) is { } company)
            settings["company"] = company;
        if (given.Value(User) is { } user)
            settings["user"] = user;
        foreach (var pair in given.Value(Account)!.Select(account => account.Split('=')))
            settings[$"account_code:{pair[0]}"] = pair[1];
        GranularityOptions.AddTo(settings, given);
        var secrets = new Dictionary<string, string> { ["api_key"] = SecretText.Of(given.Value(ApiKey))! };
        await setUp.ConnectPlatform(given.Organisation, ShortName.Checked(given.Value(Name)), "odoo", settings, secrets, stop);
        given.Show(
            JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }),
            () => given.Screen.Line("Entries posted from now on are written there.")
        );
        return ExitCode.Ok;
    }
}
