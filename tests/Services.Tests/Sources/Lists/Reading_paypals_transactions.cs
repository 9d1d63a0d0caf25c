using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Services.Tests.Sources.PayPal;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>What a transaction of PayPal's search was, by its code and by which way the money went.</summary>
public sealed class Reading_paypals_transactions
{
    static readonly DateTimeOffset At = new(2026, 1, 31, 23, 30, 0, TimeSpan.Zero);

    [TestCase("T0006", "100.00", ExpectedResult = "Payment CAPTURE1 100.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase("T0002", "100.00", ExpectedResult = "Payment CAPTURE1 100.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase(
        "T0006",
        "-100.00",
        ExpectedResult = "Adjustment CAPTURE1:moved -100.00 USD, Fee CAPTURE1:fee 3.20 USD",
        Description = "Paid to others"
    )]
    [TestCase("T1107", "-40.00", ExpectedResult = "Refund CAPTURE1 40.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase("T1106", "-40.00", ExpectedResult = "Refund CAPTURE1 40.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase("T0400", "-90.00", ExpectedResult = "Payout CAPTURE1 90.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase("T0001", "-90.00", ExpectedResult = "Adjustment CAPTURE1:moved -93.20 USD")]
    [TestCase("T1201", "-90.00", ExpectedResult = "Adjustment CAPTURE1:moved -90.00 USD, Fee CAPTURE1:fee 3.20 USD")]
    [TestCase("T9999", "5.00", ExpectedResult = "Adjustment CAPTURE1:moved 5.00 USD, Fee CAPTURE1:fee 3.20 USD", Description = "Nobody knows it")]
    public string by_its_code(string code, string amount) =>
        string.Join(
            ", ",
            (
                (SourceEvent.Facts)Read(info =>
                    (info["transaction_event_code"], info["transaction_amount"]) = (code, Listing_what_happened_at_paypal.Money(amount))
                )
            ).Transactions.Select(one => $"{one.Kind} {one.Id} {one.Gross} {one.Currency}")
        );

    [Test]
    public void all_of_it_is_second_hand_and_of_the_time_that_paypal_names()
    {
        var facts = (SourceEvent.Facts)Read(_ => { });
        Assert.That(facts.Transactions.Select(one => (one.Revision, one.OccurredAt)), Is.All.EqualTo((SourceTransaction.SecondHand, At)));
    }

    [TestCase("P", typeof(SourceEvent.Ignored))]
    [TestCase("D", typeof(SourceEvent.Ignored))]
    [TestCase("V", typeof(SourceEvent.Facts))]
    [TestCase("X", typeof(SourceEvent.Unknown))]
    public void by_its_status(string status, Type said) => Assert.That(Read(info => info["transaction_status"] = status), Is.InstanceOf(said));

    [Test]
    public void a_refund_names_its_payment_and_no_order()
    {
        string? Related(string type) => (
                (SourceEvent.Facts)Read(info =>
                {
                    (info["transaction_event_code"], info["transaction_amount"]) = ("T1107", Listing_what_happened_at_paypal.Money("-40.00"));
                    (info["paypal_reference_id"], info["paypal_reference_id_type"]) = ("REF1", type);
                })
            ).Transactions[0].RelatedTo;

        Assert.That((Related("TXN"), Related("ODR")), Is.EqualTo(("REF1", (string?)null)));
    }

    [Test]
    public void a_fee_in_another_currency_is_for_a_person() =>
        Assert.That(
            Read(info => info["fee_amount"] = new JsonObject { ["currency_code"] = "EUR", ["value"] = "-1.00" }),
            Is.InstanceOf<SourceEvent.Unknown>()
        );

    static SourceEvent Read(Action<JsonNode> change)
    {
        var body = Listing_what_happened_at_paypal.Transaction(1, At);
        change(body["transaction_info"]!);
        return UncheckedPayPal.Source().Read("paypal", Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
