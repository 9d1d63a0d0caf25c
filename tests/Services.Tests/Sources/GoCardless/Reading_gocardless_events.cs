using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.GoCardless;

namespace AccountingSync.Services.Tests.Sources.GoCardless;

/// <summary>Golden files: each event and each fetched object beside the exact transactions, wishes or reason that it comes to.</summary>
public sealed class Reading_gocardless_events : Reading_vendor_events<GoCardlessFiles>
{
    [Test]
    public void every_history_tells_the_same_fact_in_the_same_way()
    {
        var told = Files()
            .Select(file => GoCardlessFiles.Read(file))
            .OfType<SourceEvent.Facts>()
            .SelectMany(facts => facts.Transactions)
            .Where(fact => fact.Id.StartsWith("PM", StringComparison.Ordinal) || fact.Id.StartsWith("EV", StringComparison.Ordinal))
            .GroupBy(fact => (fact.Id, fact.Revision, fact.OccurredAt))
            .ToDictionary(fact => fact.Key, fact => fact.Select(one => Convert.ToHexString(ContentBytes.Hash(one))).ToList());
        Assert.That(told[("PM0003JJQ2MR06", 1, new DateTimeOffset(2026, 1, 31, 23, 30, 4, 105, TimeSpan.Zero))], Has.Count.GreaterThan(8));
        Assert.That(told.Values, Is.All.Matches<List<string>>(hashes => hashes!.Distinct().Count() == 1));
    }

    [TestCase("fetched-payment-confirmed", "fetched-payment-confirmed-amount-as-text", "fetched-payment-confirmed-not-yet-listed")]
    [TestCase("fetched-refund-settled", "fetched-refund-paid-after-settled")]
    [TestCase("fetched-payout-paid", "fetched-payout-paid-amounts-as-text", "fetched-payout-same-currency")]
    [TestCase("fetched-payout-rate-known", "fetched-payout-rate-known-stale-event")]
    public void comes_to_the_same_facts(params string[] names)
    {
        var facts = names.Select(name => string.Join(' ', Facts(name).Transactions.Select(fact => Convert.ToHexString(ContentBytes.Hash(fact)))));
        Assert.That(facts.Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void a_chargeback_that_is_cancelled_after_it_was_lost_is_a_later_revision_of_its_end()
    {
        var lost = Facts("fetched-payment-chargeback-settled").Transactions[^1];
        var won = Facts("fetched-payment-chargeback-cancelled-after-settled").Transactions[^1];
        Assert.That((won.Id, won.Revision), Is.EqualTo((lost.Id, lost.Revision + 1)));
    }

    [Test]
    public void the_facts_of_a_payment_and_its_payout_leave_nothing_on_the_way()
    {
        var payout = Facts("fetched-payout-paid").Transactions;
        var payment = Facts("fetched-payment-confirmed").Transactions.Single();
        Assert.That(payment.Gross - payout.Sum(fact => fact.Gross), Is.Zero);
    }

    [TestCase("fetched-payout-half-a-penny", "117.99")]
    [TestCase("fetched-payout-mixed", "95.00")]
    public void the_fee_is_what_makes_the_payout_whole(string name, decimal moved) =>
        Assert.That(Facts(name).Transactions.Sum(fact => fact.Gross), Is.EqualTo(moved));

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"events\":[]}")]
    [TestCase("{\"id\":\"EV1\",\"resource_type\":\"payments\"}")]
    [TestCase("{\"id\":\"EV1\",\"action\":\"paid\"}")]
    [TestCase("{\"resource_type\":\"payments\",\"action\":\"paid\"}")]
    [TestCase("{\"id\":1,\"resource_type\":\"payments\",\"action\":\"paid\"}")]
    [TestCase("{\"id\":\"1\",\"id\":\"1\",\"resource_type\":\"payments\",\"action\":\"paid\"}")]
    public void refuses_what_is_no_event(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.That(new GoCardlessSource().Read("gocardless", bytes), Is.InstanceOf<SourceEvent.Unreadable>());
        Assert.That(
            new GoCardlessSource().ReadFetched("gocardless", new WantedObject("payment", "PM1"), bytes),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );
    }
}
