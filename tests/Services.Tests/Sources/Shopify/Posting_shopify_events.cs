using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Shopify;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it, those for shops with tills and
/// those for online shops.</summary>
public sealed class Posting_shopify_events
{
    const string Retail = "entries/*.txt";
    const string Ecommerce = "entries-ecommerce/*.txt";

    static IEnumerable<string> Events() => ShopifyFiles.Golden.Events().Where(file => ShopifyFiles.Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        ShopifyFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)ShopifyFiles.Read(file), Orders));

    [TestCaseSource(nameof(Events))]
    public void comes_in_an_online_shop_to(string file) =>
        ShopifyFiles.Golden.Expect(Ecommerce, file, RetailEntries.OfAnOnlineShop((SourceEvent.Facts)ShopifyFiles.Read(file), Orders));

    [Test]
    public void every_expectation_has_its_event()
    {
        ShopifyFiles.Golden.ExpectNothingElse(Retail, Events());
        ShopifyFiles.Golden.ExpectNothingElse(Ecommerce, Events());
    }

    /// <summary>The orders that the refunds speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Orders =
    [
        .. new[] { "simple", "taxes-included", "gift-card-sold", "tip", "cash-rounded", "foreign-currency", "duties-and-fees" }.Select(name =>
            ShopifyFiles.Facts($"orders.paid-{name}").Transactions.Single()
        ),
    ];
}
