using System.Text;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Braintree;

namespace AccountingSync.Services.Tests.Sources.Braintree;

public sealed class Reading_braintree_events : Reading_vendor_events<BraintreeFiles>
{
    [TestCase("transaction_disbursed-card", "transaction_disbursed-card-again", "transaction_disbursed-no-status")]
    [TestCase("subscription_charged_successfully-newest", "transaction_disbursed-subscription")]
    [TestCase(
        "dispute_opened-chargeback",
        "dispute_disputed-by-us",
        "dispute_won-whole",
        "dispute_lost-decided",
        "dispute_accepted-by-us",
        "dispute_expired-unanswered"
    )]
    public void tells_the_same_fact_in_the_same_way(params string[] names) => TellTheSame(names);

    [Test]
    public void the_same_notification_is_one_event_and_the_next_one_about_the_same_is_another()
    {
        var first = BraintreeFiles.Read("derived/transaction_disbursed-card.xml").EventId;
        Assert.That(first, Is.EqualTo("transaction_disbursed c4rd5ale 2026-02-02T09:15:04Z"));
        Assert.That(BraintreeFiles.Read("derived/transaction_disbursed-card-again.xml").EventId, Is.Not.EqualTo(first));
        Assert.That(BraintreeFiles.Read("derived/transaction_settled-bank-debit.xml").EventId, Is.Not.EqualTo(first));
    }

    [TestCase("dispute_accepted-by-us", "dispute_lost-decided", "dispute_won-whole")]
    [TestCase("dispute_expired-unanswered", "dispute_lost-decided", "dispute_won-whole")]
    public void what_decides_a_dispute_later_is_a_later_revision_of_its_end_in_whichever_order_they_come(params string[] names)
    {
        var ends = names.Select(name => Facts(name).Transactions[1]).ToList();
        Assert.That(ends.Select(end => end.Id).Distinct(), Is.EqualTo(["disp_1:closed"]));
        Assert.That(ends.Select(end => end.Revision), Is.Ordered.Ascending.And.Unique);
    }

    [Test]
    public void a_disbursement_that_fails_and_is_tried_again_is_the_same_payout_each_time()
    {
        var steps = new[] { "disbursement-paid", "disbursement_exception-failed", "disbursement-paid-after-retry" }
            .Select(name => Facts(name).Transactions.Single())
            .ToList();
        Assert.That(steps.Select(step => step.Id).Distinct().Count(), Is.EqualTo(1));
        Assert.That(steps.Select(step => (step.Revision, step.Attributes["status"])), Is.EqualTo([(1, "paid"), (2, "failed"), (3, "paid")]));
    }

    [TestCase("transaction_settlement_declined-returned", "transaction_settled-bank-debit")]
    [TestCase("transaction_settlement_declined-subscription", "subscription_charged_successfully-newest")]
    public void a_charge_that_is_declined_after_it_was_booked_goes_back_whole(string declined, string charged)
    {
        var (back, sale) = (Facts(declined).Transactions.Single(), Facts(charged).Transactions.Single());
        Assert.That((back.RelatedTo, back.Gross, back.Currency), Is.EqualTo((sale.Id, sale.Gross, sale.Currency)));
    }

    /// <summary>Millions of characters out of a few lines, a file of this machine, and an address that would be called.</summary>
    [TestCase("""<!DOCTYPE n [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><notification><kind>&b;</kind></notification>""")]
    [TestCase("""<!DOCTYPE n [<!ENTITY f SYSTEM "file:///etc/hostname">]><notification><kind>&f;</kind></notification>""")]
    [TestCase("""<!DOCTYPE n SYSTEM "http://127.0.0.1:1/n.dtd"><notification><kind>check</kind></notification>""")]
    public void reads_no_document_type(string xml) =>
        Assert.That(
            BraintreeFiles.ReadXml(Encoding.UTF8.GetBytes(xml)),
            Is.EqualTo(new SourceEvent.Unreadable("'bt_payload' holds no XML of the documented kind."))
        );

    [Test]
    public void reads_nothing_that_is_nested_without_end()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 20_000)) + string.Concat(Enumerable.Repeat("</a>", 20_000));
        Assert.That(BraintreeFiles.ReadXml(Encoding.UTF8.GetBytes(deep)), Is.InstanceOf<SourceEvent.Unreadable>());
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("<notification/>")]
    [TestCase("<other><kind>check</kind></other>")]
    [TestCase("<notification><kind>check</kind><subject><check>true</check></subject></notification>")]
    [TestCase("<notification><timestamp>2026-01-31T23:30:00Z</timestamp><subject><check>true</check></subject></notification>")]
    [TestCase("<notification><timestamp>2026-01-31T23:30:00Z</timestamp><kind>check</kind></notification>")]
    [TestCase("<notification><timestamp>yesterday</timestamp><kind>check</kind><subject><check>true</check></subject></notification>")]
    [TestCase("<notification><kind>check</kind><kind>check</kind></notification>")]
    public void refuses_what_is_no_notification(string xml) =>
        Assert.That(BraintreeFiles.ReadXml(Encoding.UTF8.GetBytes(xml)), Is.InstanceOf<SourceEvent.Unreadable>());

    [TestCase("")]
    [TestCase("bt_payload=")]
    [TestCase("bt_signature=a|b")]
    [TestCase("bt_payload=%21%21%21")]
    [TestCase("{\"bt_payload\":\"PG4vPg==\"}")]
    public void refuses_what_is_no_form_with_a_payload(string body) =>
        Assert.That(new BraintreeSource().Read("braintree", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(
            new BraintreeSource().ReadFetched("braintree", new WantedObject("transaction", "1"), "{}"u8.ToArray()),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );
}
