using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Services.Tests.Sources.Adyen;

/// <summary>Golden files: each event beside the exact transactions or reason that it comes to, where payments are captured at once, and where
/// captures are separate as far as that differs.</summary>
public sealed class Reading_adyen_events : Reading_vendor_events<AdyenFiles>
{
    const string Separately = "expected-captures/*.json";
    static readonly AdyenSource[] Both = [AdyenSource.CapturedAtOnce, AdyenSource.CapturedSeparately];

    static IEnumerable<string> Others() => Files().Where(file => Text(file, Both[0]) != Text(file, Both[1]));

    [TestCaseSource(nameof(Others))]
    public void comes_to_where_captures_are_separate(string file) => AdyenFiles.Golden.Expect(Separately, file, Text(file, Both[1]));

    [Test]
    public void every_expectation_where_captures_are_separate_has_its_event() => AdyenFiles.Golden.ExpectNothingElse(Separately, Others());

    [TestCase("authorisation-card", "authorisation-alone", "authorisation-flag")]
    [TestCase("cancellation-card", "technical_cancel", "cancel_or_refund-cancel")]
    public void tells_the_same_fact_in_the_same_way(params string[] names) =>
        Assert.That(names.Select(name => Convert.ToHexString(ContentBytes.Hash(Fact(name)))).Distinct().Count(), Is.EqualTo(1));

    [TestCase("authorisation-card", "authorisation-again")]
    [TestCase("refund-card", "refund-again")]
    [TestCase("refund_failed-card", "refunded_reversed")]
    public void what_has_a_later_date_is_a_later_revision(string first, string second)
    {
        var (earlier, later) = (Fact(first), Fact(second));
        Assert.That(later.Id, Is.EqualTo(earlier.Id));
        Assert.That(later.Revision, Is.GreaterThan(earlier.Revision));
    }

    [Test]
    public void a_capture_that_is_sent_again_is_a_later_revision_and_another_one_a_fact_of_its_own()
    {
        var (first, again, other) = (Fact("capture-card", Both[1]), Fact("capture-again", Both[1]), Fact("capture-second-part", Both[1]));
        Assert.That((again.Id, again.Revision), Is.EqualTo((first.Id, first.Revision + 300)));
        Assert.That(other.Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public void a_refund_names_the_booked_original_where_there_is_one_under_its_name()
    {
        Assert.That(Fact("refund-card").RelatedTo, Is.EqualTo(Fact("authorisation-card").Id));
        Assert.That(Fact("refund-card", Both[1]).RelatedTo, Is.Null);
        Assert.That(Fact("refund-ideal", Both[1]).RelatedTo, Is.EqualTo(Fact("authorisation-ideal", Both[1]).Id));
        Assert.That(Fact("capture_failed").RelatedTo, Is.EqualTo(Fact("authorisation-card").Id));
        Assert.That(Fact("capture_failed", Both[1]).RelatedTo, Is.EqualTo(Fact("capture-card", Both[1]).Id));
        Assert.That(Fact("cancellation-card").RelatedTo, Is.EqualTo(Fact("authorisation-card").Id));
        Assert.That(Fact("chargeback-card").RelatedTo, Is.EqualTo(Fact("authorisation-card").Id));
        Assert.That(Fact("chargeback-card", Both[1]).RelatedTo, Is.EqualTo(Fact("capture-card", Both[1]).Id));
        Assert.That(Fact("refund_failed-card").RelatedTo, Is.EqualTo(Fact("refund-card").Id));
    }

    [Test]
    public void captured_failed_and_captured_again_is_one_sale_in_the_end()
    {
        decimal Sum(AdyenSource adyen, params string[] names) =>
            names.Select(name => Fact(name, adyen)).Sum(fact => fact.Kind == TransactionKind.Refund ? -fact.Gross : fact.Gross);
        Assert.That(Sum(Both[0], "authorisation-card", "capture_failed", "capture-recaptured"), Is.EqualTo(118m));
        Assert.That(Sum(Both[1], "capture-card", "capture_failed", "capture-recaptured"), Is.EqualTo(118m));
        Assert.That(Sum(Both[0], "authorisation-card", "cancellation-card"), Is.Zero);
    }

    [Test]
    public void a_reversal_of_a_chargeback_outranks_that_it_was_not_defended_in_whichever_order_they_come()
    {
        var lost = Fact("dispute_defense_period_ended-card");
        var won = Fact("chargeback_reversed");
        Assert.That(won.Id, Is.EqualTo(lost.Id));
        Assert.That(lost.OccurredAt, Is.GreaterThan(won.OccurredAt));
        Assert.That(won.Revision, Is.GreaterThan(lost.Revision));
    }

    [Test]
    public void each_step_of_a_dispute_is_a_fact_of_its_own() =>
        Assert.That(
            new[] { "chargeback-card", "chargeback_reversed", "second_chargeback" }.SelectMany(name => Facts(name, Both[0])).Select(fact => fact.Id),
            Is.Unique
        );

    [TestCaseSource(nameof(Files))]
    public void survives_any_missing_or_mistyped_member_where_captures_are_separate(string file)
    {
        foreach (var spoiled in SpoiledJson.Of(AdyenFiles.Golden.Bytes(file)))
            Assert.That(() => Both[1].Read("adyen", spoiled), Throws.Nothing, () => Encoding.UTF8.GetString(spoiled));
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("""{"notificationItems":[]}""")]
    [TestCase("""{"notificationItems":[1]}""")]
    [TestCase("""{"notificationItems":[{}]}""")]
    [TestCase("""{"NotificationRequestItem":{"eventCode":"REFUND"}}""")]
    [TestCase("""{"NotificationRequestItem":{"pspReference":"1"}}""")]
    [TestCase("""{"type":1}""")]
    [TestCase("""{"type":"a","type":"a"}""")]
    public void refuses_what_is_no_event(string body) =>
        Assert.That(Both[0].Read("adyen", Encoding.UTF8.GetBytes(body)), Is.InstanceOf<SourceEvent.Unreadable>());

    [Test]
    public void nothing_is_ever_fetched() =>
        Assert.That(Both[0].ReadFetched("adyen", new WantedObject("payment", "1"), "{}"u8.ToArray()), Is.InstanceOf<SourceEvent.Unreadable>());

    static SourceTransaction Fact(string name, AdyenSource? adyen = null) => Facts(name, adyen ?? Both[0])[0];

    static IReadOnlyList<SourceTransaction> Facts(string name, AdyenSource adyen) =>
        ((SourceEvent.Facts)adyen.Read("adyen", AdyenFiles.Golden.Bytes($"derived/{name}.json"))).Transactions;

    static string Text(string file, AdyenSource adyen) => SourceEventText.Of(adyen.Read("adyen", AdyenFiles.Golden.Bytes(file)));
}
