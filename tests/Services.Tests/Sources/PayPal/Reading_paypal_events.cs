using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.PayPal;

/// <summary>Golden files: each event beside the exact transactions or reason that it comes to.</summary>
public sealed class Reading_paypal_events : Reading_vendor_events<PayPalFiles>
{
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

    static new IReadOnlyList<SourceTransaction> Facts(string name) => Reading_vendor_events<PayPalFiles>.Facts(name).Transactions;

    static SourceEvent Read(byte[] bytes) => UncheckedPayPal.Source().Read("paypal", bytes);
}
