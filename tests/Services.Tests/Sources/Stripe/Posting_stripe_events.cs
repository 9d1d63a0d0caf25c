using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_stripe_events
{
    const string Place = "entries/*.txt";
    static readonly VendorFiles Files = new("Stripe");

    static IEnumerable<string> Events() => Files.Events().Where(file => Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => Files.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)Read(file), Charge));

    [Test]
    public void every_expectation_has_its_event() => Files.ExpectNothingElse(Place, Events());

    static SourceEvent Read(string file)
    {
        var bytes = Files.Bytes(file);
        if (file.StartsWith("derived/payout_contents-", StringComparison.Ordinal))
            return new StripeSource().ReadFetched("stripe", new WantedObject("payout_contents", "po_1Pgc79B7WZ01zgkWu1KToYf4"), bytes);
        return file.StartsWith("derived/balance_transaction-", StringComparison.Ordinal)
            ? new StripeSource().ReadFetched("stripe", new WantedObject("balance_transaction", "txn_1PgaxNB7WZ01zgkWEV3TLf40"), bytes)
            : new StripeSource().Read("stripe", bytes);
    }

    /// <summary>The charge that the vendor's refunds speak of: 25.50, of which 3.50 are a tip.</summary>
    static readonly SourceTransaction Charge = ((SourceEvent.Facts)Read("derived/charge.succeeded-tip-expanded.json")).Transactions[0];
}
