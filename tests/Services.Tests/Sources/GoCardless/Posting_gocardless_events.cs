using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.GoCardless;

/// <summary>Golden files: what is fetched from the vendor beside the exact entries that the shipped rules make of it, those for shops and those for subscriptions.</summary>
public sealed class Posting_gocardless_events
{
    const string Retail = "entries/*.txt";
    const string Subscriptions = "entries-subscriptions/*.txt";

    static IEnumerable<string> Events() =>
        GoCardlessFiles.Golden.Events().Where(file => GoCardlessFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        GoCardlessFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)GoCardlessFiles.Read(file), Payment, Again));

    [TestCaseSource(nameof(Events))]
    public void comes_for_subscriptions_to(string file) =>
        GoCardlessFiles.Golden.Expect(
            Subscriptions,
            file,
            RetailEntries.OfSubscriptions((SourceEvent.Facts)GoCardlessFiles.Read(file), Payment, Again)
        );

    [Test]
    public void every_expectation_has_its_event()
    {
        GoCardlessFiles.Golden.ExpectNothingElse(Retail, Events());
        GoCardlessFiles.Golden.ExpectNothingElse(Subscriptions, Events());
    }

    /// <summary>The payment of 108.00 that refunds, late failures and chargebacks speak of, and the one after its retry.</summary>
    static readonly SourceTransaction Payment = GoCardlessFiles.Facts("fetched-payment-confirmed").Transactions[0];

    static readonly SourceTransaction Again = GoCardlessFiles.Facts("fetched-payment-collected-after-retry").Transactions[^1];
}
