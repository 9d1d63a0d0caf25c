using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Clover;

namespace AccountingSync.Services.Tests.Sources.Clover;

public sealed class Reading_clover_events : Reading_vendor_events<CloverFiles>
{
    [TestCase("fetched-payment-card", "fetched-payment-card-modified-later", "fetched-payment-refunded-in-part", "fetched-payment-refunded-twice")]
    [TestCase("fetched-payment-lists-as-arrays", "fetched-payment-captured", "fetched-payment-voided")]
    public void tells_the_payment_in_the_same_way_whatever_was_given_back(params string[] names) => TellTheSame(names);

    [TestCase("fetched-payment-refunded-in-part", "fetched-payment-refunded-twice", "fetched-payment-lists-as-arrays")]
    public void tells_a_refund_in_the_same_way(params string[] names) => TellTheSame(names, facts => facts[1]);

    [Test]
    public void a_tip_that_is_added_later_is_a_later_revision_and_no_second_sale()
    {
        var first = Facts("fetched-payment-card").Transactions.Single();
        var tipped = Facts("fetched-payment-card-tip-added-later").Transactions.Single();
        Assert.That((tipped.Id, tipped.Gross, tipped.Tip), Is.EqualTo((first.Id, first.Gross + 15m, 15m)));
        Assert.That(tipped.Revision, Is.EqualTo(121));
    }

    [Test]
    public void a_payment_that_is_voided_comes_to_nothing_whatever_was_told_before()
    {
        var facts = Facts("fetched-payment-voided").Transactions;
        Assert.That(facts.Select(fact => fact.Id), Is.EqualTo(["PAY1234567890", "PAY1234567890:voided"]));
        Assert.That((facts[1].RelatedTo, facts[1].Gross), Is.EqualTo((facts[0].Id, facts[0].Gross)));
    }

    [Test]
    public void an_order_with_refunds_leads_to_each_of_their_payments_once() =>
        Assert.That(Facts("fetched-order-refunded").Wanted, Is.EqualTo([new WantedObject("payments", CloverFiles.Payment)]));

    [Test]
    public void a_state_that_says_more_is_kept_again_and_one_that_says_the_same_is_not()
    {
        var first = CloverFiles.Read("derived/fetched-payment-card.json").EventId;
        Assert.That(first, Does.StartWith(CloverFiles.Payment + " "));
        Assert.That(CloverFiles.Read("derived/fetched-payment-card.json").EventId, Is.EqualTo(first));
        Assert.That(CloverFiles.Read("derived/fetched-payment-refunded-in-part.json").EventId, Is.Not.EqualTo(first));
    }

    [TestCase("fetched-payment-card")]
    [TestCase("fetched-order-credit")]
    public void is_read_again_years_later_by_the_id_of_the_answer(string name)
    {
        var file = CloverFiles.Golden.Derived(name);
        var stored = new WantedObject("object", CloverFiles.Read(file).EventId);
        Assert.That(
            SourceEventText.Of(new CloverSource().ReadFetched("clover", stored, CloverFiles.Golden.Bytes(file))),
            Is.EqualTo(SourceEventText.Of(CloverFiles.Read(file)))
        );
    }

    [TestCase("XYZVJT2ZRRRSC/payments/other")]
    [TestCase("XYZVJT2ZRRRSC/customers/PAY1234567890")]
    [TestCase("PAY1234567890")]
    [TestCase("")]
    public void refuses_another_object_than_the_wanted_one(string id) =>
        Assert.That(
            new CloverSource().ReadFetched("clover", new WantedObject("payments", id), CloverFiles.Golden.Bytes("derived/fetched-payment-card.json")),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"merchant":"M"}""")]
    [TestCase("""{"merchant":"M","update":{"type":"UPDATE","ts":1}}""")]
    [TestCase("""{"merchant":"M","update":{"objectId":"P:1","ts":1}}""")]
    [TestCase("""{"merchant":"M","update":{"objectId":"P:1","type":"UPDATE"}}""")]
    [TestCase("""{"update":{"objectId":"P:1","type":"UPDATE","ts":1}}""")]
    [TestCase("""{"appId":"A","merchants":[]}""")]
    public void refuses_what_is_no_update(string body) =>
        Assert.That(CloverFiles.Read("", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());
}
