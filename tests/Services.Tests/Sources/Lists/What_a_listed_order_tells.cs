using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;
using AccountingSync.Services.Tests.Sources.Shopify;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>An order of Shopify's list with what belongs to it.</summary>
public sealed class What_a_listed_order_tells
{
    static readonly DateTimeOffset At = new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task its_sale_is_second_hand_whatever_changed_since()
    {
        var order = Listing_what_happened_at_shopify.Order(1, At);
        var first = Sale(await Told(order));
        order["updated_at"] = "2026-02-01T13:00:00+00:00";
        order["tags"] = "shipped";
        Assert.That((first.Id, first.Revision), Is.EqualTo(("order_1", SourceTransaction.SecondHand)));
        Assert.That(ContentBytes.Hash(Sale(await Told(order))), Is.EqualTo(ContentBytes.Hash(first)));
    }

    [TestCase("pending", typeof(SourceEvent.Ignored))]
    [TestCase("partially_paid", typeof(SourceEvent.Ignored))]
    [TestCase("voided", typeof(SourceEvent.Ignored))]
    [TestCase("odd", typeof(SourceEvent.Unknown))]
    public async Task nothing_is_sold_before_it_is_paid(string status, Type said)
    {
        var order = Listing_what_happened_at_shopify.Order(1, At);
        order["financial_status"] = status;
        Assert.That((await Told(order)).Single(), Is.InstanceOf(said));
    }

    [Test]
    public async Task its_refunds_and_what_was_paid_elsewhere_are_told_as_by_their_webhooks()
    {
        const string refund = "documented/refunds.create-929361472.json";
        const string payment = "derived/order_transactions.create-cash.json";
        var order = Listing_what_happened_at_shopify.Order(2, At);
        order["refunds"] = new JsonArray(JsonNode.Parse(ShopifyFiles.Golden.Bytes(refund)));

        var told = await Told(order, Encoding.UTF8.GetString(ShopifyFiles.Golden.Bytes(payment)));

        Assert.That(
            told.Skip(1).Select(said => SourceEventText.Of(said).Split('\n').Where(line => !line.Contains("\"event\"", StringComparison.Ordinal))),
            Is.EqualTo(
                new[] { refund, payment }.Select(file =>
                    SourceEventText.Of(ShopifyFiles.Read(file)).Split('\n').Where(line => !line.Contains("\"event\"", StringComparison.Ordinal))
                )
            )
        );
        Assert.That(told.Select(said => said.EventId), Is.Unique);
    }

    static SourceTransaction Sale(IEnumerable<SourceEvent> told) => ((SourceEvent.Facts)told.Single()).Transactions.Single();

    static async Task<List<SourceEvent>> Told(JsonObject order, string payment = "")
    {
        using var vendor = new PlayedVendor(address =>
            PlayedVendor.Says(
                address.AbsolutePath.EndsWith("/transactions.json", StringComparison.Ordinal)
                    ? $$"""{"transactions":[{{payment}}]}"""
                    : $$"""{"orders":[{{order.ToJsonString()}}]}"""
            )
        );
        using var apis = new SourceApis(TimeProvider.System, vendor);
        var access = new SourceAccess("shpat_key", new Uri("http://shop.example/"));
        var page = await new ShopifyOrders(apis).List(At.AddDays(-1), At.AddDays(1), null, access, CancellationToken.None);
        return [.. ((EventPage.Listed)page).Events.Select(one => new ShopifySource().Read("shopify", one))];
    }
}
