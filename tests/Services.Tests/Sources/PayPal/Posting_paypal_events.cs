using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.PayPal;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_paypal_events
{
    const string Place = "entries/*.txt";
    static readonly VendorFiles Files = new("PayPal");

    static IEnumerable<string> Events() => Files.Events().Where(file => Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => Files.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)Read(file), Originals));

    [Test]
    public void every_expectation_has_its_event() => Files.ExpectNothingElse(Place, Events());

    /// <summary>The payments that the refunds speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Originals =
    [
        Payment("derived/PAYMENT.CAPTURE.COMPLETED-shop.json"),
        Payment("derived/PAYMENT.SALE.COMPLETED-subscription.json"),
    ];

    static SourceTransaction Payment(string file) => ((SourceEvent.Facts)Read(file)).Transactions[0];

    static SourceEvent Read(string file) => UncheckedPayPal.Source().Read("paypal", Files.Bytes(file));
}
