using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Services.Tests.Sources.Shopify;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>Orders by their numbers; every second one was paid in cash, too, so its payments are asked for.</summary>
public sealed class Listing_what_happened_at_shopify : Listing_what_happened
{
    static readonly ShopifySource Shopify = new();

    private protected override ISourceEvents ListOf(SourceApis apis) => new ShopifyOrders(apis);

    protected override ISourceSystem System => Shopify;

    protected override bool IsSecondHand => true;

    protected override string Thing(int number, DateTimeOffset at) => Order(number, at).ToJsonString();

    protected override string Webhook(int number, DateTimeOffset at) =>
        Encoding.UTF8.GetString(Shopify.Kept(ShopifyFiles.Request("orders/paid", Encoding.UTF8.GetBytes(Order(number, at).ToJsonString()))).Span);

    protected override string Answer(Uri address, IReadOnlyList<(DateTimeOffset At, string Body)> things)
    {
        if (address.AbsolutePath.EndsWith("/transactions.json", StringComparison.Ordinal))
            return """{"transactions":[]}""";
        Assert.That((address.AbsolutePath, PlayedVendor.Query(address, "status")), Is.EqualTo(("/admin/api/2026-07/orders.json", "any")));
        var (since, until) = (Time("updated_at_min"), Time("updated_at_max"));
        var after = long.Parse(PlayedVendor.Query(address, "since_id")!, CultureInfo.InvariantCulture);
        // The last moment of the span belongs to it, as Shopify has it.
        var rows = things
            .Where(thing => thing.At >= since && thing.At <= until)
            .Select(thing => (Id: (long)JsonNode.Parse(thing.Body)!["id"]!, thing.Body))
            .Where(row => row.Id > after)
            .OrderBy(row => row.Id);
        return $$"""{"orders":[{{string.Join(',', rows.Take(2).Select(row => row.Body))}}]}""";

        DateTimeOffset Time(string name) => DateTimeOffset.Parse(PlayedVendor.Query(address, name)!, CultureInfo.InvariantCulture);
    }

    internal static JsonObject Order(int number, DateTimeOffset at)
    {
        var order = JsonNode.Parse(TestFiles.Text("Sources/Shopify/documented/orders.paid.json"))!.AsObject();
        order["id"] = number;
        order["admin_graphql_api_id"] = $"gid://shopify/Order/{number}";
        order["payment_gateway_names"] = number % 2 == 0 ? new JsonArray("shopify_payments", "cash") : new JsonArray("shopify_payments");
        var changed = at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        (order["created_at"], order["updated_at"]) = (changed, changed);
        return order;
    }
}
