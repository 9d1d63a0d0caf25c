using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: each event beside the exact transactions, wishes or reason that it comes to.</summary>
public sealed class Reading_stripe_events
{
    const string Place = "expected/*.json";
    static readonly VendorFiles Golden = new("Stripe");

    static IEnumerable<string> Files() => Golden.Events();

    [TestCaseSource(nameof(Files))]
    public void comes_to(string file) => Golden.Expect(Place, file, SourceEventText.Of(Read(file)));

    [Test]
    public void every_expectation_has_its_event() => Golden.ExpectNothingElse(Place, Files());

    [TestCase("charge.succeeded-captured", "charge.captured-whole", "charge.updated-unsettled", "charge.updated-settled", "charge.updated-no-fee")]
    [TestCase("charge.dispute.created-chargeback", "charge.dispute.created-chargeback-unsettled", "charge.dispute.funds_withdrawn")]
    public void tells_the_same_fact_in_the_same_way(params string[] names)
    {
        var facts = names.Select(name => Facts($"derived/{name}.json").Transactions[0]);
        Assert.That(facts.Select(fact => Convert.ToHexString(ContentBytes.Hash(fact))).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void a_fee_is_the_same_whether_expanded_or_fetched()
    {
        var expanded = Facts("derived/charge.updated-settled.json").Transactions[1];
        var fetched = Facts("derived/balance_transaction-fee.json").Transactions.Single();
        Assert.That(ContentBytes.Hash(fetched), Is.EqualTo(ContentBytes.Hash(expanded)));
    }

    [Test]
    public void a_payout_with_what_it_settles_says_otherwise_what_it_said_before()
    {
        var whole = Facts("derived/payout_contents-whole.json").Transactions.Single();
        var before = Facts("derived/payout.reconciliation_completed-paid.json").Wanted.Single();
        Assert.That((before.Kind, before.Id), Is.EqualTo(("payout_contents", whole.Id)));
        Assert.That(whole.Revision, Is.EqualTo(2));
        Assert.That(whole.Contents.Sum(content => content.Amount), Is.EqualTo(whole.Gross));
        Assert.That(whole.Unrecognised, Is.Zero);
    }

    [TestCase("not-told", -1.50)]
    [TestCase("does-not-add-up", 1.00)]
    [TestCase("partial-capture", -15.00)]
    [TestCase("monthly-fee", 0)]
    [TestCase("dispute-won", 0)]
    [TestCase("with-a-fee-of-its-own", 0)]
    [TestCase("jpy", 0)]
    public void what_no_event_tells_is_not_recognised(string list, double unrecognised) =>
        Assert.That(Facts($"derived/payout_contents-{list}.json").Transactions[0].Unrecognised, Is.EqualTo((decimal)unrecognised));

    /// <summary>Only its bytes are kept, and years later nobody knows what was wanted.</summary>
    [Test]
    public void what_a_payout_settles_is_read_again_without_knowing_what_was_wanted()
    {
        var body = Golden.Bytes("derived/payout_contents-whole.json");
        var again = new StripeSource().ReadFetched("stripe", new WantedObject("object", "fetched"), body);
        Assert.That(SourceEventText.Of(again), Is.EqualTo(SourceEventText.Of(Read("derived/payout_contents-whole.json"))));
    }

    [Test]
    public void opening_and_closing_a_dispute_are_two_facts()
    {
        var opened = Facts("derived/charge.dispute.created-chargeback.json").Transactions[0];
        var closed = Facts("derived/charge.dispute.closed-won.json").Transactions[0];
        Assert.That((closed.Id, closed.Revision), Is.EqualTo((opened.Id + ":closed", 1)));
    }

    [TestCaseSource(nameof(Files))]
    public void is_pure(string file) => Assert.That(SourceEventText.Of(Read(file)), Is.EqualTo(SourceEventText.Of(Read(file))));

    [TestCaseSource(nameof(Files))]
    public void survives_any_missing_or_mistyped_member(string file)
    {
        var whole = JsonNode.Parse(Golden.Bytes(file))!;
        var subject = whole["data"]?["object"] ?? whole;
        foreach (var name in subject.AsObject().Select(member => member.Key).ToList())
        {
            foreach (
                var odd in new JsonNode?[]
                {
                    null,
                    JsonValue.Create("odd"),
                    JsonValue.Create(-1.5m),
                    new JsonObject(),
                    new JsonArray(1, new JsonObject()),
                }
            )
            {
                var spoiled = JsonNode.Parse(whole.ToJsonString())!;
                (spoiled["data"]?["object"] ?? spoiled)[name] = odd;
                var bytes = System.Text.Encoding.UTF8.GetBytes(spoiled.ToJsonString());
                Assert.That(() => Read(file, bytes), Throws.Nothing, $"{name} = {odd?.ToJsonString() ?? "null"}");
            }
        }
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"object\":\"event\"}")]
    [TestCase("{\"object\":\"event\",\"id\":\"evt_1\",\"data\":{\"object\":{}}}")]
    [TestCase("{\"object\":\"charge\",\"id\":\"ch_1\"}")]
    [TestCase("{\"object\":\"event\",\"object\":\"event\"}")]
    public void refuses_what_is_no_event(string body) =>
        Assert.That(new StripeSource().Read("stripe", System.Text.Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void refuses_another_object_than_the_wanted_one()
    {
        var body = Golden.Bytes("derived/balance_transaction-fee.json");
        var wanted = new WantedObject("balance_transaction", "txn_other");
        Assert.That(new StripeSource().ReadFetched("stripe", wanted, body), Is.InstanceOf<SourceEvent.Unreadable>());
    }

    static SourceEvent.Facts Facts(string file) => (SourceEvent.Facts)Read(file);

    static SourceEvent Read(string file, byte[]? bytes = null)
    {
        bytes ??= Golden.Bytes(file);
        if (file.StartsWith("derived/payout_contents-", StringComparison.Ordinal))
            return new StripeSource().ReadFetched("stripe", new WantedObject("payout_contents", "po_1Pgc79B7WZ01zgkWu1KToYf4"), bytes);
        return file.StartsWith("derived/balance_transaction-", StringComparison.Ordinal)
            ? new StripeSource().ReadFetched("stripe", new WantedObject("balance_transaction", "txn_1PgaxNB7WZ01zgkWEV3TLf40"), bytes)
            : new StripeSource().Read("stripe", bytes);
    }
}
