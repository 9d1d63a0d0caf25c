using System.Globalization;

namespace AccountingSync.Ingestion.Sources.Shopify;

/// <summary>A shop's orders that changed, with their refunds, and the payments of those that were not paid by Shopify Payments alone: each as its webhook would
/// have told it, but for the order, which is told second hand. The connection's address is the shop's own.
/// (shopify.dev/docs/api/admin-rest/latest/resources/order, …/resources/transaction)</summary>
/// <remarks>
/// <para>Orders older than 60 days are listed only to apps with the scope read_all_orders. Disputes and payouts are in none of these lists.</para>
/// <para>A shop may be asked forty times at once and then twice a second, so a page has few orders.</para>
/// </remarks>
sealed class ShopifyOrders(SourceApis apis) : ISourceEvents
{
    /// <summary>Not Shopify's: the topic of an order that is listed.</summary>
    public const string Listed = "orders/listed";
    const string Path = "admin/api/2026-07/orders";
    const string Orders = "orders";
    const int PageSize = 25;

    /// <summary>An order of a hundred lines has some 300,000 bytes.</summary>
    const int MaxPageBytes = 8 * 1024 * 1024;

    public string Name => "shopify";

    /// <summary>Nothing says that the list ends anywhere.</summary>
    public TimeSpan Reach => TimeSpan.FromDays(3650);

    /// <param name="position">The last order of the page before: they are listed in the order of their numbers.</param>
    public async Task<EventPage> List(DateTimeOffset since, DateTimeOffset until, string? position, SourceAccess access, CancellationToken stop)
    {
        var after =
            position is null ? 0
            : ListPlace.Read(position) is { List: Orders, Of: var of } ? Number(of)
            : null;
        if (after is null)
            return Unreadable($"'{position}' is no place in Shopify's list");
        if (access.Address is null)
            return Unreadable("the connection has no address of the shop; add it with --base-address");
        var span = $"updated_at_min={ListTime.Text(since)}&updated_at_max={ListTime.Text(until)}";
        var query = string.Create(CultureInfo.InvariantCulture, $"{Path}.json?status=any&{span}&limit={PageSize}&since_id={after}");
        var answer = await Get(query, access, stop);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        if (VendorJson.TryEntries(body, Orders) is not { } orders)
            return Unreadable("the answer is no list of orders");
        var events = new List<ReadOnlyMemory<byte>>();
        foreach (var order in orders)
            if (ListedOrder.ChangedWithin(order, since, until) && await Add(order, events, access, stop) is { } failed)
                return failed;
        return orders.Count == 0 ? new EventPage.Listed(events, Next: null)
            : VendorJson.Number(orders[^1], "id") is > 0 and var last
                ? new EventPage.Listed(events, new ListPlace(Orders, last.ToString(CultureInfo.InvariantCulture)).ToString())
            : Unreadable("the list of orders cannot be read on");
    }

    /// <returns>Null when it is added.</returns>
    async Task<EventPage.Failed?> Add(ReadOnlyMemory<byte> order, List<ReadOnlyMemory<byte>> events, SourceAccess access, CancellationToken stop)
    {
        events.AddRange(ListedOrder.Events(order));
        if (!ListedOrder.IsPaidElsewhere(order) || VendorJson.Number(order, "id") is not { } id)
            return null;
        var answer = await Get(string.Create(CultureInfo.InvariantCulture, $"{Path}/{id}/transactions.json"), access, stop);
        if (answer is not FetchAnswer.Found(var body))
            return new EventPage.Failed(answer);
        if (VendorJson.TryEntries(body, "transactions") is not { } payments)
            return Unreadable("the answer is no list of payments");
        events.AddRange(payments.Select(payment => ListedOrder.Event("order_transactions/create", payment)));
        return null;
    }

    async Task<FetchAnswer> Get(string path, SourceAccess access, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Shopify-Access-Token", access.Key);
        return SourceReplies.Fetched(await apis.At(access.Address!).Send(request, MaxPageBytes, stop));
    }

    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static EventPage.Failed Unreadable(string reason) => new(new FetchAnswer.Unavailable(reason));
}
