using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Square;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it, those for shops and those for restaurants.</summary>
public sealed class Posting_square_events
{
    const string Retail = "entries/*.txt";
    const string Restaurant = "entries-restaurant/*.txt";

    static IEnumerable<string> Events() => SquareFiles.Golden.Events().Where(file => SquareFiles.Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        SquareFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)SquareFiles.Read(file), Payment));

    [TestCaseSource(nameof(Events))]
    public void comes_in_a_restaurant_to(string file) =>
        SquareFiles.Golden.Expect(Restaurant, file, RetailEntries.OfARestaurant((SourceEvent.Facts)SquareFiles.Read(file), Payment));

    [Test]
    public void every_expectation_has_its_event()
    {
        SquareFiles.Golden.ExpectNothingElse(Retail, Events());
        SquareFiles.Golden.ExpectNothingElse(Restaurant, Events());
    }

    /// <summary>The payment that the vendor's refunds speak of: 23.50, of which 3.50 are a tip.</summary>
    static readonly SourceTransaction Payment = ((SourceEvent.Facts)SquareFiles.Read("derived/payment.updated-refunded.json")).Transactions[0];
}
