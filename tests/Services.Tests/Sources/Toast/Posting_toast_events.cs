using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Toast;

/// <summary>Golden files: each order of the vendor beside the exact entries that the shipped rules make of it, those for shops and those for restaurants.</summary>
public sealed class Posting_toast_events
{
    const string Retail = "entries/*.txt";
    const string Restaurant = "entries-restaurant/*.txt";

    static IEnumerable<string> Events() =>
        ToastFiles.Golden.Events().Where(file => ToastFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        ToastFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)ToastFiles.Read(file), Originals));

    [TestCaseSource(nameof(Events))]
    public void comes_in_a_restaurant_to(string file) =>
        ToastFiles.Golden.Expect(Restaurant, file, RetailEntries.OfARestaurant((SourceEvent.Facts)ToastFiles.Read(file), Originals));

    [Test]
    public void every_expectation_has_its_event()
    {
        ToastFiles.Golden.ExpectNothingElse(Retail, Events());
        ToastFiles.Golden.ExpectNothingElse(Restaurant, Events());
    }

    /// <summary>The check of 118.00, of which 10.00 are a tip, that the refunds speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Originals =
    [
        .. new[] { "order_updated-card-with-tip" }.Select(name =>
            ((SourceEvent.Facts)ToastFiles.Read(ToastFiles.Golden.Derived(name))).Transactions[0]
        ),
    ];
}
