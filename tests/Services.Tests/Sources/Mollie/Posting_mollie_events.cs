using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Mollie;

/// <summary>Golden files: what the vendor says beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_mollie_events
{
    const string Place = "entries/*.txt";

    static IEnumerable<string> Events() =>
        MollieFiles.Golden.Events().Where(file => MollieFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => MollieFiles.Golden.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)MollieFiles.Read(file), Payment));

    [Test]
    public void every_expectation_has_its_event() => MollieFiles.Golden.ExpectNothingElse(Place, Events());

    /// <summary>The payment of 40.00 that refunds and chargebacks speak of.</summary>
    static readonly SourceTransaction Payment = MollieFiles.Facts("fetched-paid").Transactions.Single();
}
