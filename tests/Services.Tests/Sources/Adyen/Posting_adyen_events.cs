using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Adyen;

namespace AccountingSync.Services.Tests.Sources.Adyen;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it, where payments are captured at
/// once, and where captures are separate as far as that differs.</summary>
public sealed class Posting_adyen_events
{
    const string AtOnce = "entries/*.txt";
    const string Separately = "entries-captures/*.txt";
    static readonly VendorFiles Files = new("Adyen");

    static IEnumerable<string> Events() => Files.Events().Where(file => Read(file, AdyenSource.CapturedAtOnce) is SourceEvent.Facts);

    static IEnumerable<string> Others() =>
        Files
            .Events()
            .Where(file =>
                Read(file, AdyenSource.CapturedSeparately) is SourceEvent.Facts separately
                && SourceEventText.Of(separately) != SourceEventText.Of(Read(file, AdyenSource.CapturedAtOnce))
            );

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => Files.Expect(AtOnce, file, Entries(file, AdyenSource.CapturedAtOnce));

    [TestCaseSource(nameof(Others))]
    public void comes_to_where_captures_are_separate(string file) => Files.Expect(Separately, file, Entries(file, AdyenSource.CapturedSeparately));

    [Test]
    public void every_expectation_has_its_event()
    {
        Files.ExpectNothingElse(AtOnce, Events());
        Files.ExpectNothingElse(Separately, Others());
    }

    static string Entries(string file, AdyenSource adyen) =>
        RetailEntries.Of(
            (SourceEvent.Facts)Read(file, adyen),
            Payment("authorisation-card", AdyenSource.CapturedAtOnce),
            Payment("capture-card", AdyenSource.CapturedSeparately)
        );

    /// <summary>What the vendor's refunds and failures speak of: 118.00 EUR.</summary>
    static SourceTransaction Payment(string name, AdyenSource adyen) =>
        ((SourceEvent.Facts)Read($"derived/{name}.json", adyen)).Transactions.Single();

    static SourceEvent Read(string file, AdyenSource adyen) => adyen.Read("adyen", Files.Bytes(file));
}
