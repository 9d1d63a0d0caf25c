using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Square;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_square_events
{
    const string Place = "entries/*.txt";

    static IEnumerable<string> Events() => SquareFiles.Golden.Events().Where(file => SquareFiles.Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => SquareFiles.Golden.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)SquareFiles.Read(file), Payment));

    [Test]
    public void every_expectation_has_its_event() => SquareFiles.Golden.ExpectNothingElse(Place, Events());

    /// <summary>The payment that the vendor's refunds speak of: 23.50, of which 3.50 are a tip.</summary>
    static readonly SourceTransaction Payment = ((SourceEvent.Facts)SquareFiles.Read("derived/payment.updated-refunded.json")).Transactions[0];
}
