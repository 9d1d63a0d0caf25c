using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Ingestion.Sources.Stripe;

namespace AccountingSync.Services.Tests.Sources.Stripe;

/// <summary>Golden files: what becomes of a charge of 10.00 euros, its refund and its dispute in a balance of dollars, where the rules book in the
/// currency of the settlement.</summary>
public sealed class Posting_stripe_events_in_other_currencies
{
    const string Place = "entries-fx/*.txt";
    const string Transaction = "txn_1PgaxNB7WZ01zgkWEV3TLf40";
    static readonly VendorFiles Files = new("Stripe");

    static IEnumerable<string> Events() => Files.Events().Where(file => file.Contains("foreign", StringComparison.Ordinal));

    [TestCaseSource(nameof(Events))]
    public void comes_to(string file) => Files.Expect(Place, file, RetailEntries.InTheCurrencyOfTheSettlement(Read(file), Settled));

    [Test]
    public void every_expectation_has_its_event() => Files.ExpectNothingElse(Place, Events());

    [Test]
    public void a_settlement_is_the_same_whether_expanded_or_fetched()
    {
        var fetched = Read("derived/balance_transaction-foreign-charge.json").Transactions;
        var expanded = Read("derived/charge.updated-foreign-mixed-fees.json").Transactions;
        Assert.That(fetched.Select(Hash), Is.EqualTo(expanded.Skip(1).Select(Hash)));
    }

    [Test]
    public void a_settlement_is_kept_apart_from_the_same_balance_transaction_alone() =>
        Assert.That(Read("derived/balance_transaction-foreign-charge.json").EventId, Is.EqualTo($"{Transaction} of ch_1PgafuB7WZ01zgkWXYmPNZs8"));

    [Test]
    public void a_settlement_is_read_again_by_the_id_that_it_is_kept_under()
    {
        var again = new WantedObject("object", $"{Transaction} of ch_1PgafuB7WZ01zgkWXYmPNZs8");
        var read = new StripeSource().ReadFetched("stripe", again, Files.Bytes("derived/balance_transaction-foreign-charge.json"));
        Assert.That(((SourceEvent.Facts)read).Transactions[0].Settled, Is.EqualTo(new Equivalent("USD", 12.34m)));
    }

    [TestCase("txn_1Another")]
    [TestCase("txn_1PgaxNB7WZ01zgkWEV3TLf40 of ch_another")]
    public void refuses_another_settlement_than_the_wanted_one(string id) =>
        Assert.That(
            new StripeSource().ReadFetched("stripe", new WantedObject("object", id), Files.Bytes("derived/balance_transaction-foreign-charge.json")),
            Is.InstanceOf<SourceEvent.Unreadable>()
        );

    static string Hash(SourceTransaction transaction) => Convert.ToHexString(ContentBytes.Hash(transaction));

    static readonly SourceTransaction Settled = Read("derived/balance_transaction-foreign-charge.json").Transactions[0];

    static SourceEvent.Facts Read(string file)
    {
        var bytes = Files.Bytes(file);
        return (SourceEvent.Facts)(
            file.StartsWith("derived/balance_transaction-", StringComparison.Ordinal)
                ? new StripeSource().ReadFetched("stripe", new WantedObject("balance_transaction", Transaction), bytes)
                : new StripeSource().Read("stripe", bytes)
        );
    }
}
