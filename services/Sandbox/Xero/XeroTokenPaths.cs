using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;
using AccountingSync.Sandbox.Tokens;

namespace AccountingSync.Sandbox.Xero;

/// <summary>Xero's token endpoint, and which organisations a token may see: all that are there.</summary>
internal sealed class XeroTokenPaths(
    XeroTokens tokens,
    TokenExchange exchange,
    XeroOrganisations organisations,
    XeroErrors errors,
    FaultyDoor door,
    TimeProvider clock
)
{
    public void Map(WebApplication app)
    {
        app.MapPost("/xero/connect/token", At(FaultSwitchboard.XeroTokens, Exchange));
        app.MapGet("/xero/connections", At(FaultSwitchboard.Xero, request => Task.FromResult(Connections(request))));
    }

    RequestDelegate At(string target, Func<HttpRequest, Task<Answer>> work)
    {
        return Pass;

        Task Pass(HttpContext context) => door.Pass(context, target, errors, _ => work(context.Request));
    }

    async Task<Answer> Exchange(HttpRequest request)
    {
        var (grant, refusal) = await exchange.For(request, tokens.Issuer);
        return grant is null
            ? refusal!
            : XeroWire.Json(
                StatusCodes.Status200OK,
                new JsonObject
                {
                    ["access_token"] = grant.AccessToken,
                    ["expires_in"] = (long)TokenTerms.Xero.AccessLifetime.TotalSeconds,
                    ["token_type"] = "Bearer",
                    ["refresh_token"] = grant.RefreshToken,
                    ["scope"] = "accounting.manualjournals accounting.settings.read offline_access",
                }
            );
    }

    Answer Connections(HttpRequest request)
    {
        switch (tokens.Issuer.Check(request.Headers.Authorization))
        {
            case TokenState.Expired:
                return errors.ExpiredToken();
            case TokenState.Unknown:
                return XeroErrors.UnknownToken();
        }
        var now = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", System.Globalization.CultureInfo.InvariantCulture);
        var all = organisations.All.Select(
            JsonNode (organisation) =>
                new JsonObject
                {
                    ["id"] = organisation.Tenant.ToString(),
                    ["tenantId"] = organisation.Tenant.ToString(),
                    ["tenantType"] = "ORGANISATION",
                    ["tenantName"] = organisation.Look((books, _) => books.Settings.Name),
                    ["createdDateUtc"] = now,
                    ["updatedDateUtc"] = now,
                }
        );
        return XeroWire.Json(StatusCodes.Status200OK, new JsonArray([.. all]));
    }
}
