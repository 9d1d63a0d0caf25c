using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources.Braintree;

/// <summary>Golden files: each notification of the vendor beside the exact entries that the shipped rules make of it.</summary>
public sealed class Posting_braintree_events
{
    const string Place = "entries/*.txt";

    static IEnumerable<string> Events() =>
        BraintreeFiles.Golden.Events().Where(file => BraintreeFiles.Read(file) is SourceEvent.Facts { Transactions.Count: > 0 });

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) =>
        BraintreeFiles.Golden.Expect(Place, file, RetailEntries.Of((SourceEvent.Facts)BraintreeFiles.Read(file), Originals));

    [Test]
    public void every_expectation_has_its_event() => BraintreeFiles.Golden.ExpectNothingElse(Place, Events());

    /// <summary>The charges that refunds and declined settlements speak of.</summary>
    static readonly IReadOnlyList<SourceTransaction> Originals =
    [
        .. new[] { "transaction_disbursed-card", "transaction_settled-bank-debit", "subscription_charged_successfully-newest" }.Select(name =>
            ((SourceEvent.Facts)BraintreeFiles.Read(BraintreeFiles.Golden.Derived(name))).Transactions[0]
        ),
    ];
}
