using AccountingSync.Accounting.PlainText;

namespace AccountingSync.Accounting.Tests.PlainText;

public class Writing_an_hledger_journal
{
    [Test]
    public void declares_accounts_and_currencies_before_their_first_use() =>
        Assert.That(
            Written(EntryDrafts.Sale(), EntryDrafts.Sale("sale-1002")).Split("\n2026")[0],
            Is.EqualTo(
                """
                ; Books

                account assets:clearing:front-shop
                commodity 1.00 USD
                account income:sales
                account liabilities:tax:ny
                """
            )
        );

    [Test]
    public void shows_our_key_as_code_the_facts_as_tags_and_amounts_at_exact_scale()
    {
        var entry = EntryDrafts.Sale();

        Assert.That(
            Written(entry)[Written(entry).IndexOf("2026", StringComparison.Ordinal)..],
            Is.EqualTo(
                $"""
                2026-01-31 ({PlatformKey.For(entry.Id)}) Sale at main street
                    ; entry: {entry.Id:D}
                    ; source: front-shop
                    ; transaction: sale-1001
                    ; revision: 1
                    ; part: entry
                    ; rule: us-retail/7/sale.card
                    assets:clearing:front-shop  118.00 USD
                    ; memo: card
                    ; dim-location: main-street
                    income:sales  -110.00 USD
                    liabilities:tax:ny  -8.00 USD
                    ; tax: NY/sales


                """
            )
        );
    }

    [TestCase("JPY", "1500", "1500 JPY", "commodity 1. JPY")]
    [TestCase("KWD", "1.5", "1.500 KWD", "commodity 1.000 KWD")]
    [TestCase("CLF", "1.5", "1.5000 CLF", "commodity 1.0000 CLF")]
    public void keeps_the_decimals_of_the_currency(string currency, decimal amount, string shown, string declared)
    {
        var text = Written(EntryDrafts.Draft("x", "x", new("Assets:A", currency, amount), new("Assets:B", currency, -amount)));

        Assert.That(text, Does.Contain($"Assets:A  {shown}\n").And.Contains(declared + "\n").And.Contains($"Assets:B  -{shown}\n"));
    }

    [Test]
    public void never_shows_a_negative_zero() =>
        Assert.That(
            Written(EntryDrafts.Draft("x", "x", new("Assets:A", "USD", 0m), new("Assets:B", "USD", 0m)).ReversedOn(new(2026, 2, 1), "wrong")),
            Does.Not.Contain("  -")
        );

    [Test]
    public void names_the_entry_that_a_reversal_takes_back()
    {
        var sale = EntryDrafts.Sale();

        Assert.That(
            Written(sale.ReversedOn(new(2026, 2, 1), "wrong")),
            Does.Contain($"; part: reversal\n").And.Contains($"; reverses: {sale.Id:D}\n")
        );
    }

    static string Written(params JournalEntry[] entries)
    {
        var writer = new StringWriter();
        HledgerJournal.Write(entries, writer, "Books");
        return writer.ToString();
    }
}
