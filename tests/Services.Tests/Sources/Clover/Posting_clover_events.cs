using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Clover;

/// <summary>Golden files: what is fetched from the vendor beside the exact entries that the shipped rules make of it, those for shops and those for restaurants.</summary>
public sealed class Posting_clover_events
{
    const string Retail = "entries/*.txt";
    const string Restaurant = "entries-restaurant/*.txt";

    static IEnumerable<string> Events() =>
        CloverFiles.Golden.Events().Where(file => CloverFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        CloverFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)CloverFiles.Read(file), Originals));

    [TestCaseSource(nameof(Events))]
    public void comes_in_a_restaurant_to(string file) =>
        CloverFiles.Golden.Expect(Restaurant, file, RetailEntries.OfARestaurant((SourceEvent.Facts)CloverFiles.Read(file), Originals));

    [Test]
    public void every_expectation_has_its_event()
    {
        CloverFiles.Golden.ExpectNothingElse(Retail, Events());
        CloverFiles.Golden.ExpectNothingElse(Restaurant, Events());
    }

    /// <summary>The payment of 108.00 that the refunds speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Originals =
    [
        .. new[] { "fetched-payment-card" }.Select(name => ((SourceEvent.Facts)CloverFiles.Read(CloverFiles.Golden.Derived(name))).Transactions[0]),
    ];
}
