using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: each event beside the exact transactions, wishes or reason that it comes to.</summary>
public sealed class Reading_stripe_events : Reading_vendor_events<StripeFiles>
{
    [TestCase("charge.succeeded-captured", "charge.captured-whole", "charge.updated-unsettled", "charge.updated-settled", "charge.updated-no-fee")]
    [TestCase("charge.dispute.created-chargeback", "charge.dispute.created-chargeback-unsettled", "charge.dispute.funds_withdrawn")]
    public void tells_the_same_fact_in_the_same_way(params string[] names) => TellTheSame(names);

    [Test]
    public void a_fee_is_the_same_whether_expanded_or_fetched()
    {
        var expanded = Facts("charge.updated-settled").Transactions[1];
        var fetched = Facts("balance_transaction-fee").Transactions.Single();
        Assert.That(ContentBytes.Hash(fetched), Is.EqualTo(ContentBytes.Hash(expanded)));
    }

    [Test]
    public void a_payout_with_what_it_settles_says_otherwise_what_it_said_before()
    {
        var whole = Facts("payout_contents-whole").Transactions.Single();
        var before = Facts("payout.reconciliation_completed-paid").Wanted.Single();
        Assert.That((before.Kind, before.Id), Is.EqualTo(("payout_contents", whole.Id)));
        Assert.That(whole.Revision, Is.EqualTo(2));
        Assert.That(whole.Contents.Sum(content => content.Amount), Is.EqualTo(whole.Gross));
        Assert.That(whole.Unrecognised, Is.Zero);
    }

    [TestCase("not-told", -1.50)]
    [TestCase("does-not-add-up", 1.00)]
    [TestCase("partial-capture", 0)]
    [TestCase("monthly-fee", 0)]
    [TestCase("dispute-won", 0)]
    [TestCase("with-a-fee-of-its-own", 0)]
    [TestCase("jpy", 0)]
    public void what_no_event_tells_is_not_recognised(string list, double unrecognised) =>
        Assert.That(Facts($"payout_contents-{list}").Transactions[0].Unrecognised, Is.EqualTo((decimal)unrecognised));

    /// <summary>Only its bytes are kept, and years later nobody knows what was wanted.</summary>
    [Test]
    public void what_a_payout_settles_is_read_again_without_knowing_what_was_wanted()
    {
        var body = StripeFiles.Golden.Bytes("derived/payout_contents-whole.json");
        var again = new StripeSource().ReadFetched("stripe", new WantedObject("object", "fetched"), body);
        Assert.That(SourceEventText.Of(again), Is.EqualTo(SourceEventText.Of(StripeFiles.Read("derived/payout_contents-whole.json"))));
    }

    [Test]
    public void opening_and_closing_a_dispute_are_two_facts()
    {
        var opened = Facts("charge.dispute.created-chargeback").Transactions[0];
        var closed = Facts("charge.dispute.closed-won").Transactions[0];
        Assert.That((closed.Id, closed.Revision), Is.EqualTo((opened.Id + ":closed", 1)));
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
        var body = StripeFiles.Golden.Bytes("derived/balance_transaction-fee.json");
        var wanted = new WantedObject("balance_transaction", "txn_other");
        Assert.That(new StripeSource().ReadFetched("stripe", wanted, body), Is.InstanceOf<SourceEvent.Unreadable>());
    }
}
