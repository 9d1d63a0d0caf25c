using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Shopify;

namespace AccountingSync.Services.Tests.Sources.Shopify;

/// <summary>Golden files: each event beside the exact transactions or reason that it comes to.</summary>
public sealed class Reading_shopify_events : Reading_vendor_events<ShopifyFiles>
{
    [Test]
    public void what_was_bought_after_an_order_was_paid_is_a_later_revision_of_the_sale()
    {
        var first = Facts("orders.paid-simple").Transactions.Single();
        var edited = Facts("orders.paid-edited").Transactions.Single();
        Assert.That((edited.Id, edited.Gross), Is.EqualTo((first.Id, first.Gross + 21.20m)));
        Assert.That(edited.Revision, Is.GreaterThan(first.Revision));
    }

    [Test]
    public void what_was_swapped_leaves_the_difference()
    {
        var first = Facts("orders.paid-before-swap").Transactions.Single();
        var swapped = Facts("orders.paid-swapped").Transactions.Single();
        Assert.That((swapped.Id, first.Gross, swapped.Gross), Is.EqualTo((first.Id, 100m, 120m)));
    }

    [Test]
    public void what_was_given_back_stays_a_part_of_the_sale() =>
        Assert.That(Facts("orders.paid-swapped-and-given-back").Transactions.Single().Gross, Is.EqualTo(150m));

    [TestCase("2026-03-08T12:00:00-05:00", 1)]
    [TestCase("2026-03-08T17:00:01Z", 2)]
    [TestCase("2026-03-08T12:01:05-05:00", 66)]
    [TestCase("2026-03-09T12:00:00-05:00", 86_401)]
    [TestCase("2026-03-07T12:00:00-05:00", 1)]
    [TestCase("2199-03-09T12:00:00-05:00", int.MaxValue)]
    public void a_sale_is_numbered_by_the_seconds_since_it_was_placed(string updatedAt, int revision) =>
        Assert.That(Changed("orders.paid-simple", order => order["updated_at"] = updatedAt), Has.Property("Revision").EqualTo(revision));

    [TestCase("refunds.create-one-item", "refunds.create-pending")]
    [TestCase(
        "disputes.create-chargeback",
        "disputes.update-under-review",
        "disputes.update-won",
        "disputes.update-lost",
        "disputes.update-accepted"
    )]
    public void tells_the_same_fact_in_the_same_way(params string[] names) => TellTheSame(names);

    [Test]
    public void a_decision_that_is_revised_is_a_later_revision_of_the_closing()
    {
        var lost = Facts("disputes.update-lost").Transactions[1];
        var won = Facts("disputes.update-won").Transactions[1];
        Assert.That(won.Id, Is.EqualTo(lost.Id));
        Assert.That(won.Revision, Is.GreaterThan(lost.Revision));
    }

    /// <summary>What a captured body can be made to say by another topic: nothing, or what it says anyway.</summary>
    [TestCaseSource(nameof(Files))]
    public void a_body_under_another_topic_tells_no_other_facts(string file)
    {
        var genuine = ShopifyFiles.Read(file) is SourceEvent.Facts facts ? facts.Transactions.Select(Content).ToList() : [];
        var order = ShopifyFiles.ReadAs("orders/paid", ShopifyFiles.Golden.Bytes(file)) is SourceEvent.Facts paid
            ? paid.Transactions.Select(Content)
            : [];
        foreach (var topic in new[] { "orders/paid", "refunds/create", "order_transactions/create", "disputes/create", "disputes/update" })
        {
            if (ShopifyFiles.ReadAs(topic, ShopifyFiles.Golden.Bytes(file)) is SourceEvent.Facts told)
                Assert.That(told.Transactions.Select(Content), Is.SubsetOf(genuine.Concat(order)), topic);
        }
        if (!ShopifyFiles.Topic(file).StartsWith("orders/", StringComparison.Ordinal))
            Assert.That(order, Is.SubsetOf(genuine));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("{\"a\":1,\"a\":2}")]
    public void refuses_what_is_no_json(string body) =>
        Assert.That(ShopifyFiles.ReadAs("orders/paid", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("1")]
    [TestCase("{\"id\":1}")]
    [TestCase("{\"id\":1,\"admin_graphql_api_id\":\"gid://shopify/Order/2\"}")]
    public void holds_what_is_no_order(string body) =>
        Assert.That(ShopifyFiles.ReadAs("orders/paid", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unknown>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(
            new ShopifySource().ReadFetched("shopify", new WantedObject("order", "1"), "{}"u8.ToArray()),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    static string Content(SourceTransaction transaction) =>
        $"{transaction.Id} {transaction.Revision} {Convert.ToHexString(ContentBytes.Hash(transaction))}";

    static SourceTransaction Changed(string name, Action<JsonNode> change)
    {
        var body = JsonNode.Parse(ShopifyFiles.Golden.Bytes($"derived/{name}.json"))!;
        change(body);
        return ((SourceEvent.Facts)ShopifyFiles.ReadAs("orders/paid", Encoding.UTF8.GetBytes(body.ToJsonString()))).Transactions.Single();
    }
}
