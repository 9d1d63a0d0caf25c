using System.Globalization;
using AccountingSync.Benchmarks.Comparators;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Services.Tests.Benchmarks;

public sealed class A_journal_for_hledger
{
    [Test]
    public void holds_as_many_entries_as_asked_for_and_each_is_balanced()
    {
        using var journal = new StringWriter();
        HledgerJournal.Write(journal, new SaleGenerator(7), entries: 50);
        var entries = journal.ToString().ReplaceLineEndings("\n").Split("\n\n")[1..];
        Assert.That(entries, Has.Length.EqualTo(50));
        Assert.That(entries.Select(SumOfLines), Is.All.Zero);
    }

    static decimal SumOfLines(string entry) =>
        entry
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Sum(line => decimal.Parse(line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[1].Split(' ')[0], CultureInfo.InvariantCulture));

    [Test]
    public void comes_with_balances_that_add_up_to_zero() =>
        Assert.That(HledgerJournal.Write(TextWriter.Null, new SaleGenerator(7), entries: 50).Values.Sum(), Is.Zero);

    [Test]
    public void the_balances_that_hledger_prints_are_read()
    {
        var (accounts, total) = HledgerJournal.ReadBalances(
            """
            "account","balance"
            "assets:clearing:web-shop","118.00 USD"
            "income:sales:toys","-118.00 USD"
            "total","0"

            """.ReplaceLineEndings("\n")
        );
        Assert.Multiple(() =>
        {
            Assert.That(accounts["assets:clearing:web-shop"], Is.EqualTo(118m));
            Assert.That(accounts["income:sales:toys"], Is.EqualTo(-118m));
            Assert.That(total, Is.Zero);
        });
    }

    [Test]
    public void an_answer_without_a_total_is_refused() =>
        Assert.Throws<FormatException>(() => HledgerJournal.ReadBalances("\"account\",\"balance\"\n"));
}
