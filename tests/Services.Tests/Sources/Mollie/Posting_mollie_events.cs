using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Mollie;

/// <summary>Golden files: what the vendor says beside the exact entries that the shipped rules make of it, those for shops and those for subscriptions.</summary>
public sealed class Posting_mollie_events
{
    const string Retail = "entries/*.txt";
    const string Subscriptions = "entries-subscriptions/*.txt";

    static IEnumerable<string> Events() =>
        MollieFiles.Golden.Events().Where(file => MollieFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        MollieFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)MollieFiles.Read(file), Payment));

    [TestCaseSource(nameof(Events))]
    public void comes_for_subscriptions_to(string file) =>
        MollieFiles.Golden.Expect(Subscriptions, file, RetailEntries.OfSubscriptions((SourceEvent.Facts)MollieFiles.Read(file), Payment));

    [Test]
    public void every_expectation_has_its_event()
    {
        MollieFiles.Golden.ExpectNothingElse(Retail, Events());
        MollieFiles.Golden.ExpectNothingElse(Subscriptions, Events());
    }

    /// <summary>The payment of 40.00 that refunds and chargebacks speak of.</summary>
    static readonly SourceTransaction Payment = MollieFiles.Facts("fetched-paid").Transactions.Single();
}
