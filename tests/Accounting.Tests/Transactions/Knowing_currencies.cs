namespace AccountingSync.Accounting.Tests.Transactions;

public sealed class Knowing_currencies
{
    // The list as published lies beside this file; a code without withdrawal date is in use.
    static readonly IReadOnlyList<(string Code, string MinorUnit)> InUse = ReadList();

    [Test]
    public void knows_every_currency_of_iso_4217_with_its_minor_unit()
    {
        var published = InUse.Where(row => row.MinorUnit.All(char.IsAsciiDigit)).Select(row => $"{row.Code} {row.MinorUnit}").Distinct();
        Assert.That(Currencies.All.Select(currency => $"{currency.Code} {currency.Scale}"), Is.EquivalentTo(published));
    }

    [Test]
    public void leaves_out_metals_funds_and_test_codes_without_minor_unit()
    {
        var without = InUse.Where(row => !row.MinorUnit.All(char.IsAsciiDigit)).Select(row => row.Code).Distinct().ToList();
        Assert.That(without, Does.Contain("XAU").And.Contain("XXX").And.Contain("XTS"));
        foreach (var code in without)
            Assert.That(Currencies.TryFind(code, out _), Is.False, code);
    }

    [TestCase("usd")]
    [TestCase("DEM")]
    [TestCase("")]
    [TestCase(" USD")]
    public void does_not_know(string code)
    {
        Assert.That(Currencies.TryFind(code, out _), Is.False);
        Assert.That(() => Currencies.Find(code), Throws.ArgumentException.With.Message.Contains($"'{code}'"));
    }

    [TestCaseSource(typeof(Amounts), nameof(Amounts.AllCurrencies))]
    public void fits_to_its_smallest_unit_and_not_below(Currency currency)
    {
        var smallest = 1m / currency.MinorUnits;
        Assert.That(currency.Fits(smallest));
        Assert.That(currency.Fits(-smallest));
        Assert.That(currency.Fits(smallest + 0.000000m), "trailing zeros are no decimals");
        Assert.That(currency.Fits(smallest / 10m), Is.False);
        Assert.That(currency.Fits(JournalEntry.MaxAmount + smallest / 2m), Is.False);
    }

    [TestCaseSource(typeof(Amounts), nameof(Amounts.AllCurrencies))]
    public void formats_with_all_its_decimals_and_back(Currency currency) =>
        Amounts.Holds(
            Amounts.In(currency),
            amount =>
            {
                var text = currency.Format(amount);
                return decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture) == amount
                    && (
                        currency.Scale == 0
                            ? !text.Contains('.', StringComparison.Ordinal)
                            : text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 == currency.Scale
                    );
            },
            count: 50
        );

    // AlphabeticCode,…,MinorUnit,WithdrawalDate,… ; the first column may be quoted and hold commas.
    static List<(string, string)> ReadList()
    {
        var rows = new List<(string, string)>();
        foreach (var line in File.ReadLines(SourceTree.Path("tests/Accounting.Tests/Transactions/codes-all.csv")).Skip(1))
        {
            var cells = Cells(line);
            if (cells[2].Length > 0 && cells[5].Length == 0)
                rows.Add((cells[2], cells[4]));
        }
        return rows;
    }

    static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                cells.Add("");
            else
                cells[^1] += c;
        }
        return cells;
    }
}
