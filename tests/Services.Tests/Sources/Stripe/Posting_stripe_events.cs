using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: each event of the vendor beside the exact entries that the shipped rules make of it, those for shops and those for subscriptions.</summary>
public sealed class Posting_stripe_events
{
    const string Retail = "entries/*.txt";
    const string Subscriptions = "entries-subscriptions/*.txt";

    static IEnumerable<string> Events() => StripeFiles.Golden.Events().Where(file => StripeFiles.Read(file) is SourceEvent.Facts);

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => StripeFiles.Golden.Expect(Retail, file, RetailEntries.Of((SourceEvent.Facts)StripeFiles.Read(file), Charge));

    [TestCaseSource(nameof(Events))]
    public void comes_for_subscriptions_to(string file) =>
        StripeFiles.Golden.Expect(Subscriptions, file, RetailEntries.OfSubscriptions((SourceEvent.Facts)StripeFiles.Read(file), Charge));

    [Test]
    public void every_expectation_has_its_event()
    {
        StripeFiles.Golden.ExpectNothingElse(Retail, Events());
        StripeFiles.Golden.ExpectNothingElse(Subscriptions, Events());
    }

    /// <summary>The charge that the vendor's refunds speak of: 25.50, of which 3.50 are a tip.</summary>
    static readonly SourceTransaction Charge = ((SourceEvent.Facts)StripeFiles.Read("derived/charge.succeeded-tip-expanded.json")).Transactions[0];
}
