using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Gateways;

/// <summary>PayPal's search of transactions, below <c>/paypal</c>, of at most 31 days at once, and the tokens that it takes: any application whose id begins
/// with test_ gets one. (paypal-rest-api-specifications, reporting_transactions_v1.json)</summary>
internal sealed class PayPalPaths(GatewayObjects objects, ListErrors errors, GatewayDoor door)
{
    const int Usual = 100;
    const int Most = 500;
    static readonly TimeSpan MostDays = TimeSpan.FromDays(31);

    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/paypal/v1");
        api.MapPost("oauth2/token", Token);
        api.MapGet("reporting/transactions", door.At(FaultSwitchboard.PayPal, Search));
    }

    static IResult Token(HttpRequest request)
    {
        var given = request.Headers.Authorization.ToString();
        var isKnown =
            given.StartsWith("Basic ", StringComparison.Ordinal)
            && given["Basic ".Length..] is var coded
            && Convert.TryFromBase64String(coded, new byte[coded.Length], out _)
            && Encoding.UTF8.GetString(Convert.FromBase64String(coded)).StartsWith("test_", StringComparison.Ordinal);
        return isKnown
            ? Results.Text("""{"access_token":"test_token","token_type":"Bearer","expires_in":32400}""", "application/json")
            : Results.StatusCode(StatusCodes.Status401Unauthorized);
    }

    Answer Search(HttpRequest request)
    {
        if (request.Time("start_date") is not { } since || request.Time("end_date") is not { } until || until - since > MostDays)
            return errors.Invalid("start_date, end_date");
        if (request.Limit("page_size", Usual, Most) is not { } size || request.Limit("page", 1, int.MaxValue) is not { } page)
            return errors.Invalid("page_size, page");
        var rows = objects
            .List(FaultSwitchboard.PayPal, "transactions")
            .Where(row => row.Time("created_at") is { } at && at >= since && at <= until)
            .Select(row => row.Json["transaction"]!.DeepClone())
            .ToList();
        return Answer.Json(
            200,
            new JsonObject
            {
                ["transaction_details"] = new JsonArray([.. rows.Skip((page - 1) * size).Take(size)]),
                ["start_date"] = since.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
                ["page"] = page,
                ["total_items"] = rows.Count,
                ["total_pages"] = (rows.Count + size - 1) / size,
            }.ToJsonString()
        );
    }
}
