using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Clover;

/// <summary>Golden files: what is fetched from the vendor beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_clover_events
{
    const string Place = "entries/*.txt";

    static IEnumerable<string> Events() =>
        CloverFiles.Golden.Events().Where(file => CloverFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        CloverFiles.Golden.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)CloverFiles.Read(file), Originals));

    [Test]
    public void every_expectation_has_its_event() => CloverFiles.Golden.ExpectNothingElse(Place, Events());

    /// <summary>The payment of 108.00 that the refunds speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Originals =
    [
        .. new[] { "fetched-payment-card" }.Select(name => ((SourceEvent.Facts)CloverFiles.Read(CloverFiles.Golden.Derived(name))).Transactions[0]),
    ];
}
