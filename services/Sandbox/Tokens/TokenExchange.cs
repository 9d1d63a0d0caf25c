using System.Text;
using Microsoft.Extensions.Options;

namespace AccountingSync.Sandbox.Tokens;

/// <summary>The exchange of a code or a refresh token for tokens (RFC 6749), as far as vendors agree on it.</summary>
internal sealed class TokenExchange(IOptions<SandboxOptions> options)
{
    /// <summary>What was given out, or the answer that says why nothing was.</summary>
    public async Task<(Grant? Grant, Answer? Refusal)> For(HttpRequest request, TokenIssuer issuer)
    {
        if (!IsClient(request))
            return (null, Refuse(401, "invalid_client"));
        if (!request.HasFormContentType)
            return (null, Refuse(400, "invalid_request"));
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
                return (null, Refuse(400, "unsupported_grant_type"));
        }
        return grant is null ? (null, Refuse(400, "invalid_grant")) : (grant, null);
    }

    public bool IsClient(HttpRequest request)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.ClientId}:{options.Value.ClientSecret}"));
        return request.Headers.Authorization == $"Basic {expected}";
    }

    public static Answer Refuse(int status, string error) => Answer.Json(status, $$"""{"error":"{{error}}"}""");
}
