using System.Text;
using AccountingSync.Sandbox.Faults;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.QuickBooks.Tokens;

/// <summary>The OAuth endpoints: tokens for a code or a refresh token, and revocation.</summary>
internal sealed class TokenPaths(TokenIssuer issuer, TokenExchange exchange, GatewayErrors errors, FaultyDoor door)
{
    const long HardLifetimeSeconds = 5L * 365 * 24 * 3600;

    public void Map(WebApplication app)
    {
        app.MapPost("/quickbooks/oauth2/v1/tokens/bearer", At(Exchange));
        app.MapPost("/quickbooks/v2/oauth2/tokens/revoke", At(Revoke));
    }

    RequestDelegate At(Func<HttpRequest, Task<Answer>> work)
    {
        return Pass;

        Task Pass(HttpContext context) => door.Pass(context, FaultSwitchboard.QuickBooksTokens, errors, _ => work(context.Request));
    }

    async Task<Answer> Exchange(HttpRequest request)
    {
        var (grant, refusal) = await exchange.For(request, issuer);
        if (grant is null)
            return refusal!;
        var hardExpiry = string.Equals(request.Headers["x-include-refresh-token-hard-expires-in"], "true", StringComparison.OrdinalIgnoreCase);
        var body = Wire.Compose(json =>
        {
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", (long)TokenTerms.QuickBooks.AccessLifetime.TotalSeconds);
            json.WriteString("refresh_token", grant.RefreshToken);
            json.WriteNumber("x_refresh_token_expires_in", (long)TokenTerms.QuickBooks.RefreshLifetime.TotalSeconds);
            if (hardExpiry)
                json.WriteNumber("x_refresh_token_hard_expires_in", HardLifetimeSeconds);
            json.WriteString("access_token", grant.AccessToken);
        });
        return Answer.Json(200, body) with { ContentType = Wire.SuccessType };
    }

    async Task<Answer> Revoke(HttpRequest request)
    {
        if (!exchange.IsClient(request))
            return TokenExchange.Refuse(401, "invalid_client");
        using var reader = new StreamReader(request.Body);
        var body = JsonReading.Object(Encoding.UTF8.GetBytes(await reader.ReadToEndAsync()));
        if (body?.Text("token") is not { } token)
            return TokenExchange.Refuse(400, "invalid_request");
        issuer.Revoke(token);
        return Answer.Json(200, "{}");
    }
}
