using AccountingSync.Accounting.Corrections;
using AccountingSync.Ingestion.CorrectSources;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;
using AccountingSync.Ingestion.Sources.Braintree;
using AccountingSync.Ingestion.Sources.Clover;
using AccountingSync.Ingestion.Sources.GoCardless;
using AccountingSync.Ingestion.Sources.PayPal;
using AccountingSync.Ingestion.Sources.Square;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Corrections;

public sealed class What_sources_let_be_corrected
{
    [TestCase("ch_1", "description", true)]
    [TestCase("py_1", "description", true)]
    [TestCase("pi_1", "description", true)]
    [TestCase("ch_1", "metadata.order", true)]
    [TestCase("re_1", "metadata.order", true)]
    [TestCase("pyr_1", "metadata.order", true)]
    [TestCase("po_1", "metadata.order", true)]
    [TestCase("re_1", "description", false)]
    [TestCase("po_1", "description", false)]
    [TestCase("txn_1", "metadata.order", false)]
    [TestCase("dp_1", "metadata.order", false)]
    [TestCase("ch_1", "category", false)]
    [TestCase("ch_1", "note", false)]
    [TestCase("ch_1", "gross", false)]
    [TestCase("ch_1", "occurred_at", false)]
    [TestCase("ch_1/../../refunds", "description", false)]
    [TestCase("ch_1", "metadata.a[b]", false)]
    [TestCase("ch_1", "metadata.12345678901234567890123456789012345678901", false)]
    public void of_stripe(string id, string field, bool allowed) =>
        Assert.That(StripeFields.Allow(id, CorrectionField.Of(field)) is CorrectionAllowance.Allowed, Is.EqualTo(allowed));

    [Test]
    public void a_refusal_says_what_a_person_does_instead() =>
        Assert.Multiple(() =>
        {
            Assert.That(Why("ch_1", "gross"), Does.Contain("'gross'").And.Contain("Give it back"));
            Assert.That(Why("re_1", "description"), Does.Contain("a refund").And.Contain("metadata."));
            Assert.That(Why("txn_1", "metadata.x"), Does.Contain("txn_1"));
        });

    [Test]
    public void every_vendor_is_corrected_or_it_is_said_why_not()
    {
        string[] vendors =
        [
            AdyenSource.CapturedAtOnce.Name,
            AdyenSource.CapturedSeparately.Name,
            new BraintreeSource().Name,
            new CloverSource().Name,
            new GoCardlessSource().Name,
            new PayPalSource(null!).Name,
            new SquareSource().Name,
        ];
        Assert.That(UncorrectableSources.Known, Is.EquivalentTo(vendors));
        foreach (var vendor in vendors.Append("toast"))
            Assert.That(UncorrectableSources.Why(vendor, new CorrectionField.Note()), Has.Length.GreaterThan(40), vendor);
    }

    [Test]
    public void money_is_refused_everywhere_with_the_field_named() =>
        Assert.That(UncorrectableSources.Why("clover", CorrectionField.Of("gross")), Does.Contain("'gross'"));

    [Test]
    public void the_page_about_corrections_has_a_row_for_each()
    {
        var rows = File.ReadAllLines(Path.Combine(TestFiles.Root, "docs", "corrections.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var named = string.Join('\n', rows.Select(row => row.Split('|')[1]));
        foreach (var system in UncorrectableSources.Known.Concat(["stripe", "mollie", "shopify", "callback", "queue", "toast"]))
            Assert.That(named, Does.Contain($"`{system}`"));
    }

    static string Why(string id, string field) => ((CorrectionAllowance.Refused)StripeFields.Allow(id, CorrectionField.Of(field))).Reason;
}
