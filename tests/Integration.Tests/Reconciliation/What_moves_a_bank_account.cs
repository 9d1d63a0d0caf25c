using AccountingSync.Accounting.Matching;
using AccountingSync.Contracts;
using AccountingSync.Reconciliation.Bank;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>What a received transaction says of a bank account: mostly nothing.</summary>
public sealed class What_moves_a_bank_account
{
    [Test]
    public void is_a_payout_on_the_day_on_which_the_bank_is_to_have_it()
    {
        var line = Line("payout", 94.70m, ("arrival_date", "2026-02-03"), ("reference", "GC-77"), ("end_to_end_id", "E-9"))!;
        Assert.That((line.Side, line.Amount, line.Day), Is.EqualTo((MatchSide.Books, 94.70m, new DateOnly(2026, 2, 3))));
        Assert.That(line.References, Is.EqualTo(["t-1", "GC-77", "E-9"]));
        Assert.That(line.Gateways, Is.EqualTo(["STRIPE"]));
    }

    [Test]
    public void is_a_payout_on_its_business_day_where_nobody_says_when_it_arrives() =>
        Assert.That(Line("payout", 94.70m, ("arrival_date", "soon"))!.Day, Is.EqualTo(new DateOnly(2026, 1, 31)));

    [TestCase("failed")]
    [TestCase("CANCELED")]
    public void is_no_payout_that_came_to_nothing(string status) => Assert.That(Line("payout", 94.70m, ("status", status))!.Amount, Is.Zero);

    [Test]
    public void is_no_payout_that_stays_with_the_gateway() =>
        Assert.That(Line("payout", 94.70m, ("destination_type", "square_stored_balance"))!.Amount, Is.Zero);

    [Test]
    public void is_an_entry_of_a_statement_with_no_more_of_its_text_than_matching_needs()
    {
        var line = Line(
            "transfer",
            94.70m,
            ("direction", "out"),
            ("account", "DE14740618130000033626"),
            ("counterparty", "Maria Musterfrau"),
            ("remittance", "Stripe po_1Nabc"),
            ("reference", "E2E-1")
        )!;
        Assert.That((line.Side, line.Amount, line.Account), Is.EqualTo((MatchSide.Bank, -94.70m, "DE14740618130000033626")));
        Assert.That(line.Words, Is.EqualTo(["PO1NABC"]));
        Assert.That(line.Gateways, Is.EqualTo(["STRIPE"]));
        Assert.That(line.References, Is.EqualTo(["E2E-1"]));
    }

    [Test]
    public void is_no_transfer_between_accounts_of_the_books() => Assert.That(Line("transfer", 94.70m, ("account", "till")), Is.Null);

    [TestCase("sale", "bank_transfer", 60)]
    [TestCase("expense", "bank_transfer", -60)]
    [TestCase("sale", "card", null)]
    [TestCase("fee", "bank_transfer", null)]
    public void is_the_part_of_a_sale_that_was_paid_by_bank_transfer(string kind, string method, int? amount)
    {
        var told = Told(kind, 100m);
        var line = BankLine.From(
            told with
            {
                Transaction = told.Transaction with { Tenders = [new TenderData("cash", 40m, null), new TenderData(method, 60m, "wire-7")] },
            }
        );
        Assert.That(line?.Amount, Is.EqualTo((decimal?)amount));
        if (line is not null)
            Assert.That(line.References, Is.EqualTo(["t-1", "wire-7"]));
    }

    static BankLine? Line(string kind, decimal gross, params (string Name, string Value)[] attributes) =>
        BankLine.From(Told(kind, gross, attributes));

    static ReceivedTransaction Told(string kind, decimal gross, params (string Name, string Value)[] attributes)
    {
        var said = Say.Received("acme", "t-1").Items[0];
        return said with
        {
            Transaction = said.Transaction with
            {
                Source = "stripe-eu",
                Kind = kind,
                Gross = gross,
                Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value),
            },
        };
    }
}
