using System.CommandLine;
using System.Text.Json;

namespace AccountingSync.CommandLine.Commands;

/// <summary>A company in a Tryton database, and which accounts there are which of ours.</summary>
static class TrytonConnection
{
    static readonly Argument<string> Name = new("NAME") { Description = "Lower-case letters, digits, hyphens." };
    static readonly Option<Uri?> Address = AddressOption.Of("--address", "Of the Tryton server.");
    static readonly Option<string> Database = new("--database") { Description = "The database's name.", Required = true };
    static readonly Option<string> User = new("--user") { Description = "The login of a user of its own.", Required = true };
    static readonly Option<string> Password = new("--password") { Description = "The user's.", Required = true };
    static readonly Option<string> Journal = new("--journal") { Description = "The code of the journal that entries go to.", Required = true };
    static readonly Option<string?> Company = new("--company") { Description = "The company's name; else the one that the user works in." };
    static readonly Option<string?> Party = new("--party") { Description = "The code of the party for accounts that ask for one." };
    static readonly Option<string[]> Account = new("--account")
    {
        Description = "OUR-NAME=CODE: an account whose name at Tryton is another one. May be given again.",
        DefaultValueFactory = _ => [],
    };

    public static Command Build(Verb verb)
    {
        Address.Required = true;
        Account.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Where(token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
                given.AddError($"--account '{token.Value}' must be OUR-NAME=CODE.");
        });
        return verb.Of(
            "tryton",
            "Entries to a company in Tryton.",
            Add,
            [Name, Address, Database, User, Password, Journal, Company, Party, Account, .. GranularityOptions.All]
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
            ["user"] = given.Value(User)!,
            ["journal"] = given.Value(Journal)!,
        };
        if (given.Value(Company) is { } company)
            settings["company"] = company;
        if (given.Value(Party) is { } party)
            settings["party"] = party;
        foreach (var pair in given.Value(Account)!.Select(account => account.Split('=')))
            settings[$"account_code:{pair[0]}"] = pair[1];
        GranularityOptions.AddTo(settings, given);
        var secrets = new Dictionary<string, string> { ["password"] = SecretText.Of(given.Value(Password))! };
        await setUp.ConnectPlatform(given.Organisation, ShortName.Checked(given.Value(Name)), "tryton", settings, secrets, stop);
        given.Show(
            JsonSerializer.SerializeToElement(new { connection = given.Value(Name) }),
            () => given.Screen.Line("Entries posted from now on are written there.")
        );
        return ExitCode.Ok;
    }
}
