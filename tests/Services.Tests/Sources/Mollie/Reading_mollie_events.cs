using System.Text;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ReceiveWebhook;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Mollie;

namespace AccountingSync.Services.Tests.Sources.Mollie;

/// <summary>Golden files: each event and each fetched payment beside the exact transactions, wishes or reason that it comes to.</summary>
public sealed class Reading_mollie_events : Reading_vendor_events<MollieFiles>
{
    [TestCase("fetched-paid", "fetched-refund-refunded", "fetched-refunded-twice", "fetched-charged-back", "fetched-charged-back-and-reversed")]
    public void tells_the_payment_in_the_same_way_whatever_was_given_back(params string[] names) => TellTheSame(names);

    [TestCase("fetched-refund-processing", "fetched-refund-refunded", "fetched-refunded-and-charged-back")]
    public void tells_a_refund_in_the_same_way_once_it_is_on_its_way(params string[] names) => TellTheSame(names, facts => facts[1]);

    [Test]
    public void a_chargeback_that_is_reversed_is_a_later_revision_of_its_end()
    {
        var lost = Facts("fetched-charged-back").Transactions[^1];
        var won = Facts("fetched-charged-back-and-reversed").Transactions[^1];
        Assert.That((won.Id, won.Revision), Is.EqualTo((lost.Id, lost.Revision + 1)));
    }

    [Test]
    public void a_payment_that_says_more_is_kept_again_and_one_that_says_the_same_is_not()
    {
        var first = MollieFiles.Read("derived/fetched-paid.json").EventId;
        Assert.That(first, Does.StartWith(MollieFiles.Payment + " "));
        Assert.That(MollieFiles.Read("derived/fetched-paid.json").EventId, Is.EqualTo(first));
        Assert.That(MollieFiles.Read("derived/fetched-refund-refunded.json").EventId, Is.Not.EqualTo(first));
    }

    [Test]
    public void is_read_again_years_later_by_the_id_of_the_answer()
    {
        var bytes = MollieFiles.Golden.Bytes("derived/fetched-paid.json");
        var stored = new WantedObject("object", MollieFiles.Read("derived/fetched-paid.json").EventId);
        Assert.That(
            SourceEventText.Of(new MollieSource().ReadFetched("mollie", stored, bytes)),
            Is.EqualTo(SourceEventText.Of(MollieFiles.Read("derived/fetched-paid.json")))
        );
        Assert.That(
            new MollieSource().ReadFetched("mollie", new WantedObject("payment", "tr_other"), bytes),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );
    }

    [TestCase("id=tr_5B8cwPMGnU6qLbRvo7qEZo")]
    [TestCase("id=tr_5B8cwPMGnU6qLbRvo7qEZo&testByMollie=1")]
    [TestCase("other=1&id=tr%5F5B8cwPMGnU6qLbRvo7qEZo")]
    public void believes_nothing_of_an_unsigned_body_but_the_id_and_asks_each_time(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var said = (SourceEvent.Facts)new MollieSource().Read("mollie", bytes);
        Assert.That(said.Transactions, Is.Empty);
        Assert.That(said.Wanted, Is.EqualTo([new WantedObject("payment", MollieFiles.Payment)]));
        var submission = WebhookSubmission.Each("acme", "shop-mollie", [(bytes, said)], null)!.Single();
        Assert.That((submission.EventId, submission.Disposition, submission.Wanted.Count), Is.EqualTo(((string?)null, Disposition.Transactions, 1)));
    }

    [TestCase("id=ord_pbjz8x")]
    [TestCase("id=sub_rVKGtNd6s3")]
    public void holds_what_is_no_payment(string body)
    {
        var said = new MollieSource().Read("mollie", Encoding.UTF8.GetBytes(body));
        Assert.That(said, Is.InstanceOf<SourceEvent.Unknown>());
        Assert.That("id=" + said.EventId, Is.EqualTo(body));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("id=")]
    [TestCase("id=tr_1/../x")]
    [TestCase("id=tr_1?x=y")]
    [TestCase("ID=tr_12345")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("{\"resource\":\"event\",\"id\":\"whe_1\"}")]
    [TestCase("{\"resource\":\"payment\"}")]
    [TestCase("{\"resource\":1,\"id\":\"tr_1\"}")]
    public void refuses_what_is_no_event(string body) =>
        Assert.That(new MollieSource().Read("mollie", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());
}
