using System.Globalization;
using AccountingSync.Accounting;
using AccountingSync.Accounting.PlainText;

namespace AccountingSync.Integration.Tests.PlainText;

[Category("Tools")]
public class Journals_of_nasty_entries
{
    string folder = "";

    [SetUp]
    public void Make_folder() => folder = Directory.CreateTempSubdirectory("journals").FullName;

    [TearDown]
    public void Remove_folder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task pass_hledger_check_strict_and_balance_to_the_same_amounts()
    {
        var file = await Write("a.hledger", writer => HledgerJournal.Write(NastyEntries.All, writer, "a ; title"));
        await Tool.Run("hledger", "check", "-f", file);
        await Tool.Run("hledger", "check", "--strict", "-f", file);

        var text = await Tool.Run("hledger", "balance", "-f", file, "--flat", "-N", "--layout=bare", "-O", "csv");

        // Columns: account, currency, amount; quotes in a cell are doubled.
        var balances = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line[1..^1].Split("\",\""))
            .Select(cells => (Account: cells[0].Replace("\"\"", "\"", StringComparison.Ordinal), Currency: cells[1], Amount: Amount(cells[2])));
        Assert.That(NotZero(balances), Is.EquivalentTo(NastyEntries.Balances(PercentName.Account)));
    }

    [Test]
    public async Task keep_every_key_date_and_fact_in_hledger()
    {
        var file = await Write("a.hledger", writer => HledgerJournal.Write(NastyEntries.All, writer));

        var ids = await Tool.Run("hledger", "tags", "--values", "entry", "-f", file);
        var register = await Tool.Run("hledger", "print", "-f", file, "-O", "csv");

        Assert.That(
            ids.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Is.EquivalentTo(NastyEntries.All.Select(entry => entry.Id.ToString("D")))
        );
        foreach (var entry in NastyEntries.All)
            Assert.That(register, Does.Contain($"\"{entry.Date:O}\",\"\",\"\",\"{PlatformKey.For(entry.Id)}\""));
    }

    [Test]
    public async Task pass_ledger_pedantic_and_balance_to_the_same_amounts()
    {
        var file = await Write("a.ledger", writer => LedgerJournal.Write(NastyEntries.All, writer, "a ; title"));

        var text = await Tool.Run(
            "ledger",
            "--pedantic",
            "-f",
            file,
            "register",
            "--format",
            "%(format_date(date, \"%Y-%m-%d\"))\t%(code)\t%(account)\t%(quantity(amount))\t%(commodity(amount))\n"
        );

        var rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
        var balances = rows.GroupBy(cells => (cells[2], cells[4]))
            .Select(group => (group.Key.Item1, group.Key.Item2, group.Sum(cells => Amount(cells[3]))));
        Assert.That(NotZero(balances), Is.EquivalentTo(NastyEntries.Balances(PercentName.Account)));
        Assert.That(
            rows.Select(cells => (cells[0], cells[1])).Distinct(),
            Is.EquivalentTo(NastyEntries.All.Select(entry => ($"{entry.Date:O}", PlatformKey.For(entry.Id))))
        );
    }

    [Test]
    public async Task pass_bean_check_and_balance_to_the_same_amounts()
    {
        var file = await Write("a.beancount", writer => BeancountJournal.Write(NastyEntries.All, writer, "a \"title\" \\"));
        Assert.That(await Tool.Run("bean-check", file), Is.Empty);

        // Numbers as text: as numbers they would be rounded for display.
        var text = await Tool.Run("bean-query", "-q", "-f", "csv", file, "SELECT account, currency, str(number) AS written");

        var balances = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.TrimEnd('\r').Split(','))
            .GroupBy(cells => (cells[0].Trim(), cells[1].Trim()))
            .Select(group => (group.Key.Item1, group.Key.Item2, group.Sum(cells => Amount(cells[2].Trim()["Decimal('".Length..^2]))));
        Assert.That(NotZero(balances), Is.EquivalentTo(NastyEntries.Balances(BeancountName.Account)));
    }

    [Test]
    public async Task of_no_entries_at_all_are_accepted_too()
    {
        await Tool.Run("hledger", "check", "--strict", "-f", await Write("a.hledger", writer => HledgerJournal.Write([], writer)));
        await Tool.Run("ledger", "--pedantic", "-f", await Write("a.ledger", writer => LedgerJournal.Write([], writer)), "balance");
        await Tool.Run("bean-check", await Write("a.beancount", writer => BeancountJournal.Write([], writer)));
    }

    async Task<string> Write(string name, Action<TextWriter> write)
    {
        var path = Path.Combine(folder, name);
        await using var writer = new StreamWriter(path);
        write(writer);
        return path;
    }

    static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    static Dictionary<(string, string), decimal> NotZero(IEnumerable<(string Account, string Currency, decimal Amount)> balances) =>
        balances.Where(balance => balance.Amount != 0m).ToDictionary(balance => (balance.Account, balance.Currency), balance => balance.Amount);
}
