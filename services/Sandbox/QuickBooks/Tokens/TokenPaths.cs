using System.Text;
using AccountingSync.Sandbox.Faults;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.QuickBooks.Tokens;

/// <summary>The OAuth endpoints: tokens for a code or a refresh token, and revocation.</summary>
internal sealed class TokenPaths(TokenIssuer issuer, GatewayErrors errors, FaultyDoor door, IOptions<SandboxOptions> options)
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
        if (!IsClient(request.Headers.Authorization))
            return Refuse(401, "invalid_client");
        if (!request.HasFormContentType)
            return Refuse(400, "invalid_request");
        var form = await request.ReadFormAsync();
        Grant? grant;
        switch (form["grant_type"].ToString())
        {
            case "authorization_code":
                grant = form["code"] is [{ Length: > 0 } code] ? issuer.ForCode(code) : null;
                break;
            case "refresh_token":
                grant = form["refresh_token"] is [{ Length: > 0 } token] ? issuer.ForRefreshToken(token) : null;
                break;
            default:
                return Refuse(400, "unsupported_grant_type");
        }
        if (grant is null)
            return Refuse(400, "invalid_grant");
        var hardExpiry = string.Equals(request.Headers["x-include-refresh-token-hard-expires-in"], "true", StringComparison.OrdinalIgnoreCase);
        var body = Wire.Compose(json =>
        {
            json.WriteString("token_type", "bearer");
            json.WriteNumber("expires_in", (long)TokenIssuer.AccessLifetime.TotalSeconds);
            json.WriteString("refresh_token", grant.RefreshToken);
            json.WriteNumber("x_refresh_token_expires_in", (long)TokenIssuer.RefreshLifetime.TotalSeconds);
            if (hardExpiry)
                json.WriteNumber("x_refresh_token_hard_expires_in", HardLifetimeSeconds);
            json.WriteString("access_token", grant.AccessToken);
        });
        return Answer.Json(200, body) with { ContentType = Wire.SuccessType };
    }

    async Task<Answer> Revoke(HttpRequest request)
    {
        if (!IsClient(request.Headers.Authorization))
            return Refuse(401, "invalid_client");
        using var reader = new StreamReader(request.Body);
        var body = JsonReading.Object(Encoding.UTF8.GetBytes(await reader.ReadToEndAsync()));
        if (body?.Text("token") is not { } token)
            return Refuse(400, "invalid_request");
        issuer.Revoke(token);
        return Answer.Json(200, "{}");
    }

    bool IsClient(string? authorization)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}"));
        return authorization == $"Basic {expected}";
    }

    static Answer Refuse(int status, string error) => Answer.Json(status, $$"""{"error":"{{error}}"}""");
}
