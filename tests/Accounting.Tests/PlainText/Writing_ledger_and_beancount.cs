using AccountingSync.Accounting.PlainText;

namespace AccountingSync.Accounting.Tests.PlainText;

public class Writing_ledger_and_beancount
{
    [Test]
    public void ledger_gets_its_own_declarations_and_the_same_entries_as_hledger()
    {
        var entry = EntryDrafts.Sale();
        var ledger = Written(writer => LedgerJournal.Write([entry], writer));
        var hledger = Written(writer => HledgerJournal.Write([entry], writer));

        Assert.That(ledger, Does.Contain("tag entry\n").And.Contains("tag dim-location\n").And.Contains("commodity USD\n    format 1.00 USD\n"));
        Assert.That(
            ledger[ledger.IndexOf("2026", StringComparison.Ordinal)..],
            Is.EqualTo(hledger[hledger.IndexOf("2026", StringComparison.Ordinal)..])
        );
    }

    [Test]
    public void beancount_opens_accounts_on_the_day_of_their_earliest_use()
    {
        var late = EntryDrafts.Sale();
        var early = EntryDrafts.Sale("earlier").ReversedOn(new(2025, 12, 1), "wrong");

        var text = Written(writer => BeancountJournal.Write([late, early], writer));

        Assert.That(text, Does.Contain("2025-12-01 open Assets:Clearing:Front-Shop\n").And.Contains("2025-12-01 open Income:Sales\n"));
    }

    [Test]
    public void beancount_gets_links_that_tie_a_reversal_to_its_original()
    {
        var sale = EntryDrafts.Sale(description: "a \"mug\" \\ 1");
        var reversal = sale.ReversedOn(new(2026, 2, 1), "wrong");

        var text = Written(writer => BeancountJournal.Write([sale, reversal], writer, "The \"shop\""));

        Assert.That(
            text,
            Does.StartWith("option \"title\" \"The \\\"shop\\\"\"\n")
                .And.Contains($"2026-01-31 * \"front-shop\" \"a \\\"mug\\\" \\\\ 1\" ^{PlatformKey.For(sale.Id)}\n  entry: \"{sale.Id:D}\"\n")
                .And.Contains($"^{PlatformKey.For(reversal.Id)} ^{PlatformKey.For(sale.Id)}\n")
                .And.Contains("  Assets:Clearing:Front-Shop  118.00 USD\n    memo: \"card\"\n    dim-location: \"main-street\"\n")
        );
    }

    static string Written(Action<TextWriter> write)
    {
        var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }
}
