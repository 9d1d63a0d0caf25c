using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Files;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Services.Tests.Sources;

namespace AccountingSync.Services.Tests.Files;

/// <summary>Golden files: each export beside the exact transactions and entries that it comes to, and the totals that its maker says it has.</summary>
public sealed class Reading_vendors_exports
{
    static IEnumerable<string> Names() => Exports.Names();

    static readonly JsonElement Totals = JsonDocument.Parse(TestFiles.Bytes("Files/data/expected.json")).RootElement;

    [TestCaseSource(nameof(Names))]
    public void comes_to(string name) => Exports.Expect($"expected/{name}.json", Exports.Describe(Rows(name)));

    [TestCaseSource(nameof(Names))]
    public void is_posted_as(string name)
    {
        var facts = Facts(name);
        Exports.Expect($"entries/{name}.txt", RetailEntries.Of(new SourceEvent.Facts("", "", facts, []), facts));
    }

    [TestCaseSource(nameof(Names))]
    public void has_no_row_that_is_refused(string name) => Assert.That(Rows(name).Select(row => row.Row).OfType<FileRow.Refused>(), Is.Empty);

    [TestCase("stripe_itemized_payout", "stripe-payout-reconciliation")]
    [TestCase("adyen_settlement_detail", "adyen-settlement-details")]
    [TestCase("paypal_activity", "paypal-activity")]
    [TestCase("square_transactions", "square-transactions")]
    [TestCase("shopify_orders", "shopify-orders")]
    public void is_recognised_by_one_form_alone(string name, string form)
    {
        var start = FileStart.Of(Exports.Bytes(name), isWhole: true, null);
        Assert.That(FileForms.All.Where(one => one.Recognises(start)).Select(one => one.Name), Is.EqualTo([form]));
    }

    [Test]
    public void of_stripe_agrees_in_its_totals()
    {
        var facts = Facts("stripe_itemized_payout");
        var said = Totals.GetProperty("stripe_itemized_payout.csv");
        decimal Said(string category, string what) =>
            said.GetProperty("by_category_minor").GetProperty(category).GetProperty(what).GetDecimal() / 100m;
        Assert.That(Sum(facts, TransactionKind.Payment), Is.EqualTo(Said("charge", "gross")));
        Assert.That(-Sum(facts, TransactionKind.Refund), Is.EqualTo(Said("refund", "gross")));
        Assert.That(-Sum(facts, TransactionKind.Dispute), Is.EqualTo(Said("dispute", "gross")));
        Assert.That(Sum(facts, TransactionKind.Fee), Is.EqualTo(Said("charge", "fee") + Said("dispute", "fee")));
        Assert.That(Sum(facts, TransactionKind.Payout), Is.EqualTo(said.GetProperty("payout_minor").GetDecimal() / 100m));
        Assert.That(Left(facts), Is.Zero, "what the payout settles");
        Assert.That(Rows("stripe_itemized_payout"), Has.Count.EqualTo(said.GetProperty("rows").GetInt32()));
    }

    [Test]
    public void of_adyen_agrees_in_its_totals()
    {
        var facts = Facts("adyen_settlement_detail");
        var said = Totals.GetProperty("adyen_settlement_detail.csv");
        Assert.That(Sum(facts, TransactionKind.Payout), Is.EqualTo(said.GetProperty("payout_minor").GetDecimal() / 100m));
        Assert.That(Sum(facts, TransactionKind.Fee), Is.EqualTo(said.GetProperty("fees_minor").GetDecimal() / 100m));
        Assert.That(Left(facts), Is.Zero, "what the payout settles");
        Assert.That(
            facts.Where(fact => fact.Kind != TransactionKind.Payout).Select(fact => fact.Payout).Distinct(),
            Is.EqualTo(facts.Where(fact => fact.Kind == TransactionKind.Payout).Select(fact => fact.Id))
        );
    }

    [Test]
    public void of_paypal_agrees_in_its_totals()
    {
        var facts = Facts("paypal_activity");
        var said = Totals.GetProperty("paypal_activity.csv");
        Assert.That(Sum(facts, TransactionKind.Fee), Is.EqualTo(-said.GetProperty("completed_fee_minor").GetDecimal() / 100m));
        Assert.That(
            Sum(facts, TransactionKind.Payment) - Sum(facts, TransactionKind.Refund) - Sum(facts, TransactionKind.Payout),
            Is.EqualTo(said.GetProperty("completed_gross_minor").GetDecimal() / 100m)
        );
        Assert.That(Left(facts), Is.EqualTo(said.GetProperty("final_balance_minor").GetDecimal() / 100m));
        Assert.That(Rows("paypal_activity").Count(row => row.Row is FileRow.Skipped), Is.EqualTo(said.GetProperty("memo_rows_ignored").GetInt32()));
    }

    [Test]
    public void of_square_agrees_in_its_totals()
    {
        var facts = Facts("square_transactions");
        var said = Totals.GetProperty("square_transactions.csv").GetProperty("totals_minor");
        decimal Said(string what) => said.GetProperty(what).GetDecimal() / 100m;
        decimal Signed(Func<SourceTransaction, decimal> of) =>
            facts.Where(fact => fact.Kind == TransactionKind.Payment).Sum(of) - facts.Where(fact => fact.Kind == TransactionKind.Refund).Sum(of);
        Assert.That(Signed(fact => fact.Gross), Is.EqualTo(Said("coll")));
        Assert.That(Signed(fact => fact.TaxTotal), Is.EqualTo(Said("tax")));
        Assert.That(Signed(fact => fact.Tip), Is.EqualTo(Said("tip")));
        Assert.That(-Signed(fact => fact.Discount), Is.EqualTo(Said("disc")));
        Assert.That(Signed(fact => fact.Net), Is.EqualTo(Said("gross")));
        Assert.That(-Sum(facts, TransactionKind.Fee), Is.EqualTo(Said("fees")));
    }

    [Test]
    public void of_shopify_agrees_in_its_totals()
    {
        var facts = Facts("shopify_orders");
        var said = Totals.GetProperty("shopify_orders.csv");
        var sales = facts.Where(fact => fact.Kind == TransactionKind.Sale).ToList();
        Assert.That(sales, Has.Count.EqualTo(said.GetProperty("orders").GetInt32()));
        Assert.That(sales.Sum(sale => sale.Gross), Is.EqualTo(said.GetProperty("total_minor").GetDecimal() / 100m));
        Assert.That(sales.Sum(sale => sale.TaxTotal), Is.EqualTo(said.GetProperty("tax_included_minor").GetDecimal() / 100m));
        Assert.That(sales.Sum(sale => sale.Items.Count), Is.EqualTo(said.GetProperty("rows").GetInt32()));
    }

    static decimal Sum(IEnumerable<SourceTransaction> facts, TransactionKind kind) => facts.Where(fact => fact.Kind == kind).Sum(fact => fact.Gross);

    /// <summary>What is left in the vendor's balance.</summary>
    static decimal Left(IReadOnlyList<SourceTransaction> facts) =>
        facts.Sum(fact => fact.Kind is TransactionKind.Payment or TransactionKind.Adjustment ? fact.Gross : -fact.Gross);

    static IReadOnlyList<(long Line, FileRow Row)> Rows(string name) => Exports.Read(Exports.Bytes(name), Exports.Said(name));

    static IReadOnlyList<SourceTransaction> Facts(string name) => Exports.Facts(Rows(name));
}
