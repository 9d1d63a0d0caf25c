using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace AccountingSync.Console.Access;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c> on the API; refusals are problem details.</summary>
sealed class ApiKeyScheme(Credentials credentials, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logging, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string Name = "api-key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await credentials.Authenticate(Request.Headers.Authorization, Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal.ToClaims(Name), Name))
            : AuthenticateResult.NoResult();

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Results
            .Problem(
                statusCode: StatusCodes.Status401Unauthorized,
                title: "No valid API key.",
                detail: "Send 'Authorization: Bearer <key>' with a key of role finance or operator."
            )
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Results
            .Problem(statusCode: StatusCodes.Status403Forbidden, title: $"A key of role '{Principal.Of(Context.User).Role}' may not do this.")
            .ExecuteAsync(Context);
}
