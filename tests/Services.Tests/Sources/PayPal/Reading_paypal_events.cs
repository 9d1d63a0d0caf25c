using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.PayPal;

/// <summary>Golden files: each event beside the exact transactions or reason that it comes to.</summary>
public sealed class Reading_paypal_events
{
    const string Place = "expected/*.json";
    static readonly VendorFiles Golden = new("PayPal");

    static IEnumerable<string> Files() => Golden.Events();

    [TestCaseSource(nameof(Files))]
    public void comes_to(string file) => Golden.Expect(Place, file, SourceEventText.Of(Read(Golden.Bytes(file))));

    [Test]
    public void every_expectation_has_its_event() => Golden.ExpectNothingElse(Place, Files());

    [TestCase("PAYMENT.CAPTURE.COMPLETED-shop", "PAYMENT.CAPTURE.COMPLETED-refunded-since", "PAYMENT.CAPTURE.COMPLETED-dispute-since")]
    [TestCase("PAYMENT.CAPTURE.REFUNDED-shop-partial", "PAYMENT.REFUND.COMPLETED")]
    [TestCase("PAYMENT.PAYOUTS-ITEM.RETURNED", "PAYMENT.PAYOUTS-ITEM.CANCELED")]
    [TestCase("CUSTOMER.DISPUTE.UPDATED-chargeback-fee", "CUSTOMER.DISPUTE.RESOLVED-buyer-with-fee", "CUSTOMER.DISPUTE.RESOLVED-fee-given-back")]
    public void tells_the_same_fact_in_the_same_way(params string[] names)
    {
        var shortest = names.Min(name => Facts(name).Count);
        var told = names.Select(name => string.Join('\n', Facts(name).Take(shortest).Select(fact => Convert.ToHexString(ContentBytes.Hash(fact)))));
        Assert.That(told.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void a_payout_that_is_claimed_later_is_a_higher_revision_in_either_order()
    {
        var unclaimed = Facts("PAYMENT.PAYOUTS-ITEM.UNCLAIMED");
        var arrived = Facts("PAYMENT.PAYOUTS-ITEM.SUCCEEDED");
        Assert.That(arrived.Select(fact => fact.Id), Is.EqualTo(unclaimed.Select(fact => fact.Id)));
        Assert.That(unclaimed.Select(fact => fact.Revision), Is.All.EqualTo(1));
        Assert.That(arrived.Select(fact => fact.Revision), Is.All.EqualTo(2));
    }

    [Test]
    public void what_comes_back_of_a_payout_is_a_fact_of_its_own()
    {
        var sent = Facts("PAYMENT.PAYOUTS-ITEM.UNCLAIMED")[0];
        var returned = Facts("PAYMENT.PAYOUTS-ITEM.RETURNED").Single();
        Assert.That((returned.Id, returned.RelatedTo, returned.Gross), Is.EqualTo((sent.Id + ":returned", sent.Id, -sent.Gross)));
    }

    [TestCase("PAYMENT.CAPTURE.REFUNDED-shop", "PAYMENT.CAPTURE.COMPLETED-shop")]
    [TestCase("PAYMENT.CAPTURE.REVERSED-partial", "PAYMENT.CAPTURE.COMPLETED-shop")]
    [TestCase("PAYMENT.SALE.REFUNDED-subscription", "PAYMENT.SALE.COMPLETED-subscription")]
    public void a_refund_names_the_payment_that_was_booked(string refund, string payment) =>
        Assert.That(Facts(refund)[0].RelatedTo, Is.EqualTo(Facts(payment)[0].Id));

    [TestCaseSource(nameof(Files))]
    public void gives_each_fact_an_id_of_its_own(string file)
    {
        if (Read(Golden.Bytes(file)) is SourceEvent.Facts facts)
            Assert.That(facts.Transactions.Select(fact => fact.Id), Is.Unique);
    }

    [TestCaseSource(nameof(Files))]
    public void is_pure(string file) =>
        Assert.That(SourceEventText.Of(Read(Golden.Bytes(file))), Is.EqualTo(SourceEventText.Of(Read(Golden.Bytes(file)))));

    [TestCaseSource(nameof(Files))]
    public void survives_any_missing_or_mistyped_member(string file)
    {
        var whole = JsonNode.Parse(Golden.Bytes(file))!;
        foreach (var path in Paths(whole, []).ToList())
        {
            foreach (
                var odd in new JsonNode?[]
                {
                    null,
                    "odd",
                    "-",
                    ".",
                    "",
                    -1.5m,
                    long.MaxValue,
                    new JsonObject(),
                    new JsonArray(1, new JsonObject()),
                    "\u0000",
                }
            )
            {
                var spoiled = JsonNode.Parse(whole.ToJsonString())!;
                var holder = path[..^1].Aggregate(spoiled, Member);
                if (holder is JsonArray entries)
                    entries[(int)path[^1]] = odd?.DeepClone();
                else
                    holder[(string)path[^1]] = odd?.DeepClone();
                Assert.That(() => Read(Encoding.UTF8.GetBytes(spoiled.ToJsonString())), Throws.Nothing, string.Join('/', path));
            }
        }
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\",\"id\":\"1\"}")]
    [TestCase("{\"event_type\":\"PAYMENT.CAPTURE.COMPLETED\",\"resource\":{}}")]
    [TestCase("{\"id\":\"1\",\"resource\":{}}")]
    [TestCase("{\"event_type\":1,\"id\":\"1\",\"resource\":{}}")]
    [TestCase("{\"event_type\":\"a\",\"event_type\":\"a\",\"id\":\"1\",\"resource\":{}}")]
    public void refuses_what_is_no_event(string body) => Assert.That(Read(Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(
            UncheckedPayPal.Source().ReadFetched("paypal", new WantedObject("capture", "1"), "{}"u8.ToArray()),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    static JsonNode Member(JsonNode node, object name) => name is int index ? node[index]! : node[(string)name]!;

    static IEnumerable<object[]> Paths(JsonNode node, object[] path)
    {
        var members = node switch
        {
            JsonObject named => named.Select(member => ((object)member.Key, member.Value)),
            JsonArray entries => entries.Select((entry, index) => ((object)index, entry)),
            _ => [],
        };
        return members.SelectMany(member => Paths(member.Item2 ?? JsonValue.Create(0), [.. path, member.Item1]).Prepend([.. path, member.Item1]));
    }

    static IReadOnlyList<SourceTransaction> Facts(string name) => ((SourceEvent.Facts)Read(Golden.Bytes($"derived/{name}.json"))).Transactions;

    static SourceEvent Read(byte[] bytes) => UncheckedPayPal.Source().Read("paypal", bytes);
}
