using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>A balance or a sum of an 03 record.</summary>
/// <param name="Type">001 to 099 are balances, 100 to 399 sums of credits, 400 to 699 of debits.</param>
/// <param name="Amount">In minor units; null when the bank gives none.</param>
sealed record Bai2Summary(int Type, decimal? Amount)
{
    const int TotalCredits = 100;
    const int TotalDebits = 400;

    public static IReadOnlyList<Bai2Summary> Read(Bai2Record header, Bai2Fields fields)
    {
        var summaries = new List<Bai2Summary>();
        while (fields.AreLeft)
        {
            var type = fields.Next();
            var amount = Bai2Values.Amount(header, $"amount of type {type}", fields.Next());
            fields.Next(); // How many items.
            Bai2Funds.Read(header, fields);
            if (type.Length == 0 && amount is null)
                continue;
            summaries.Add(
                int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && type.Length == 3
                    ? new Bai2Summary(code, amount)
                    : throw header.Wrong("type code", "type-code", $"'{BankTexts.Kept(type)}' is no type code of three digits.")
            );
        }
        return summaries;
    }

    /// <summary>What the bank sums up and does not list would be missing from the books: then the statement is not used. Its totals must be the sums
    /// of the details; any other sum may not exceed them.</summary>
    public static void CheckComplete(Bai2Record header, IReadOnlyList<Bai2Summary> summaries, IReadOnlyList<BankEntry> entries, Currency currency)
    {
        CheckSide(header, summaries, entries.Where(entry => entry.Amount > 0m).Sum(entry => entry.Amount), TotalCredits, "credits", currency);
        CheckSide(header, summaries, -entries.Where(entry => entry.Amount < 0m).Sum(entry => entry.Amount), TotalDebits, "debits", currency);
    }

    static void CheckSide(Bai2Record header, IReadOnlyList<Bai2Summary> summaries, decimal listed, int total, string side, Currency currency)
    {
        var first = total;
        var last = total == TotalCredits ? TotalDebits - 1 : 699;
        foreach (var summary in summaries.Where(summary => summary.Type >= first && summary.Type <= last && summary.Amount is not null))
        {
            var stated = summary.Amount!.Value / currency.MinorUnits;
            if (summary.Type == total ? stated != listed : stated > listed)
                throw header.Wrong(
                    $"type code {summary.Type.ToString("000", CultureInfo.InvariantCulture)}",
                    "incomplete",
                    $"The bank sums up {side} of {currency.Format(stated)} {currency.Code} and lists {currency.Format(listed)}: the rest would be missing. "
                        + "Ask the bank for a report with all details."
                );
        }
    }
}
