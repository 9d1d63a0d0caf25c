using System.CommandLine;

namespace AccountingSync.CommandLine.Commands;

/// <summary>With what an app signs in at a vendor of accounting.</summary>
/// <param name="vendor">Where the app is registered.</param>
sealed class SignInOptions(string vendor)
{
    readonly Option<string> clientId = new("--client-id") { Description = $"Of the app at {vendor}.", Required = true };
    readonly Option<string> clientSecret = new("--client-secret") { Description = $"Of the app at {vendor}.", Required = true };
    readonly Option<string> refreshToken = new("--refresh-token") { Description = "From the first sign-in.", Required = true };

    public Option[] All => [clientId, clientSecret, refreshToken];

    public Dictionary<string, string> SecretsOf(Invocation given) =>
        new()
        {
            ["client_id"] = given.Value(clientId)!,
            ["client_secret"] = SecretText.Of(given.Value(clientSecret))!,
            ["refresh_token"] = SecretText.Of(given.Value(refreshToken))!,
        };
}
