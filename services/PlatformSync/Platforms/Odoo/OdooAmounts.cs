using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms.Odoo;

/// <summary>What each line comes to in the company's currency, which every line of Odoo's says.</summary>
static class OdooAmounts
{
    /// <summary>The lines' own amounts where they are in the company's currency. Of each other currency the debits come to their equivalent as a
    /// whole, rounded once; debits and credits share it by largest remainder, so the entry balances and no line changes its side.</summary>
    /// <param name="lines">Without those of zero.</param>
    /// <param name="rates">Has every other currency of the lines.</param>
    public static IReadOnlyList<decimal> InBooks(IReadOnlyList<JournalLine> lines, OdooBooks books, IReadOnlyDictionary<string, OdooCurrency> rates)
    {
        var amounts = lines.Select(line => line.Currency == books.Currency ? line.Amount : 0m).ToArray();
        var company = new Currency(books.Currency, books.Digits);
        foreach (var code in lines.Select(line => line.Currency).Distinct().Where(code => code != books.Currency))
        {
            var debits = Where(lines, line => line.Currency == code && line.Amount > 0m);
            var credits = Where(lines, line => line.Currency == code && line.Amount < 0m);
            var total = decimal.Round(debits.Sum(i => lines[i].Amount) / rates[code].Rate, books.Digits, MidpointRounding.AwayFromZero);
            Share(total, debits);
            Share(-total, credits);
        }
        return amounts;

        void Share(decimal total, IReadOnlyList<int> among)
        {
            var shares = Allocation.ByLargestRemainder(total, [.. among.Select(i => Math.Abs(lines[i].Amount))], company);
            for (var i = 0; i < among.Count; i++)
                amounts[among[i]] = shares[i];
        }
    }

    static List<int> Where(IReadOnlyList<JournalLine> lines, Func<JournalLine, bool> holds) =>
        [.. Enumerable.Range(0, lines.Count).Where(i => holds(lines[i]))];
}
