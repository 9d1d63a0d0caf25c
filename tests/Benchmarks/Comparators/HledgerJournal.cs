using System.Globalization;
using AccountingSync.Benchmarks.Sales;

namespace AccountingSync.Benchmarks.Comparators;

/// <summary>Sales as a journal that hledger reads, and what each account must come to.</summary>
static class HledgerJournal
{
    /// <returns>The balance of each account.</returns>
    public static Dictionary<string, decimal> Write(TextWriter journal, SaleGenerator sales, int entries)
    {
        var balances = new Dictionary<string, decimal>();
        journal.WriteLine("commodity 1000.00 USD");
        for (var i = 0; i < entries; i++)
        {
            var sale = sales.Next();
            journal.WriteLine();
            journal.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{sale.OccurredAt:yyyy-MM-dd} * ({sale.Id}) sale {sale.Source} {sale.Id}")
            );
            foreach (var line in sale.Lines())
            {
                var memo = line.Memo is null ? string.Empty : "  ; " + line.Memo;
                journal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {line.Account}  {line.Amount:0.00} {line.Currency}{memo}"));
                balances[line.Account] = balances.GetValueOrDefault(line.Account) + line.Amount;
            }
        }
        return balances;
    }

    /// <summary>Reads what <c>hledger balance --output-format csv --layout bare</c> or an older one prints: account and balance, and a last
    /// line with the total.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static (Dictionary<string, decimal> Accounts, decimal Total) ReadBalances(string csv)
    {
        var rows = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Trim('"').Split("\",\""))
            .ToDictionary(fields => fields[0], fields => decimal.Parse(fields[^1].Replace(" USD", string.Empty), CultureInfo.InvariantCulture));
        if (!rows.Remove("total", out var total))
            throw new FormatException("hledger printed no total:\n" + csv);
        return (rows, total);
    }
}
