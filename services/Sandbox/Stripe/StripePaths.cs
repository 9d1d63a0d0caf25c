using System.Globalization;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Stripe's API, below <c>/stripe</c>, for what the gateway player made: reading, and changing what can be changed.</summary>
internal sealed class StripePaths(StripeObjects objects, StripeUpdates updates, StripeErrors errors, FaultyDoor door)
{
    const int DefaultLimit = 10;
    const int MostLimit = 100;

    static readonly Dictionary<string, string> Kinds = new()
    {
        ["charges"] = "charge",
        ["refunds"] = "refund",
        ["disputes"] = "dispute",
        ["payouts"] = "payout",
        ["balance_transactions"] = "balance_transaction",
    };

    public void Map(WebApplication app)
    {
        var api = app.MapGroup("/stripe/v1");
        api.MapGet("balance_transactions", At(Transactions));
        api.MapGet("events", At(Events));
        api.MapGet("balance", At(_ => Answer.Json(200, StripeBalance.Of(objects.AllTransactions()))));
        foreach (var (collection, kind) in Kinds)
            api.MapGet($"{collection}/{{id}}", At(request => Read(request, kind)));
        api.MapGet("payment_intents/{id}", At(Intent));
        foreach (var (collection, kind) in StripeUpdates.Kinds)
            api.MapPost($"{collection}/{{id}}", Changing(kind));
        app.MapGet("/sandbox/stripe-updates", () => Results.Json(updates.Done));
    }

    Answer Read(HttpRequest request, string kind)
    {
        var id = (string)request.RouteValues["id"]!;
        return objects.Find(kind, id) is { } found ? Answer.Json(200, Expanded(found.Json, request, prefix: "")) : errors.Missing(kind, id);
    }

    Answer Intent(HttpRequest request)
    {
        var id = (string)request.RouteValues["id"]!;
        return updates.Find("payment_intent", id) is { } found ? Answer.Json(200, found.Json) : errors.Missing("payment_intent", id);
    }

    RequestDelegate Changing(string kind)
    {
        return Pass;

        Task Pass(HttpContext context) =>
            door.Pass(
                context,
                FaultSwitchboard.Stripe,
                errors,
                async fault =>
                {
                    if (!HasKey(context))
                        return errors.Unauthorized();
                    var form = await context.Request.ReadFormAsync(context.RequestAborted);
                    var key = context.Request.Headers["Idempotency-Key"].ToString();
                    return updates.Update(kind, (string)context.Request.RouteValues["id"]!, form, key.Length == 0 ? null : key, fault);
                }
            );
    }

    Answer Transactions(HttpRequest request) =>
        List(
            request,
            "balance_transaction",
            (span, after, limit) => objects.Transactions(request.Query["payout"] is [{ } payout] ? payout : null, span, after, limit)
        );

    Answer Events(HttpRequest request) => List(request, StripeObjects.Event, objects.Events);

    Answer List(HttpRequest request, string kind, Func<StripeSpan, string?, int, (IReadOnlyList<StripeObject> Page, bool HasMore)?> read)
    {
        var query = request.Query;
        var limit = DefaultLimit;
        if (query.ContainsKey("limit") && !int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            return errors.Invalid("limit");
        if (limit is < 1 or > MostLimit)
            return errors.Invalid("limit");
        if (StripeSpan.Of(query) is not { } span)
            return errors.Invalid("created");
        var after = query["starting_after"] is [{ Length: > 0 } given] ? given : null;
        if (read(span, after, limit) is not { } found)
            return errors.Missing(kind, after!);
        var rows = string.Join(',', found.Page.Select(row => Expanded(row.Json, request, prefix: "data.")));
        return Answer.Json(200, $$"""{"object":"list","data":[{{rows}}],"has_more":{{(found.HasMore ? "true" : "false")}},"url":"/v1/{{kind}}s"}""");
    }

    // expand[]=balance_transaction puts the object where its id stood.
    string Expanded(string json, HttpRequest request, string prefix)
    {
        var wanted = request.Query["expand[]"];
        if (wanted.Count == 0)
            return json;
        var document = JsonNode.Parse(json)!.AsObject();
        foreach (var path in wanted.OfType<string>().Where(path => path.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var name = path[prefix.Length..];
            if (document[name] is JsonValue value && value.TryGetValue<string>(out var id) && FindAny(id) is { } found)
                document[name] = JsonNode.Parse(found.Json);
        }
        return document.ToJsonString();
    }

    StripeObject? FindAny(string id) => Kinds.Values.Select(kind => objects.Find(kind, id)).FirstOrDefault(found => found is not null);

    RequestDelegate At(Func<HttpRequest, Answer> work)
    {
        return Pass;

        Task Pass(HttpContext context) =>
            door.Pass(
                context,
                FaultSwitchboard.Stripe,
                errors,
                _ => Task.FromResult(HasKey(context) ? work(context.Request) : errors.Unauthorized())
            );
    }

    static bool HasKey(HttpContext context) =>
        context.Request.Headers.Authorization.ToString().StartsWith("Bearer sk_test_", StringComparison.Ordinal);
}
