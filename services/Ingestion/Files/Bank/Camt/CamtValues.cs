using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Camt;

/// <summary>Amounts and days of ISO 20022.</summary>
static class CamtValues
{
    /// <summary>Amt with its CdtDbtInd: positive for a credit.</summary>
    /// <param name="holder">The element that holds both.</param>
    public static decimal Signed(FileElement holder, string field)
    {
        var amount = Amount(holder.Child("Amt") ?? throw holder.Missing("Amt"), field);
        return IsCredit(holder, field) ? amount : -amount;
    }

    public static bool IsCredit(FileElement holder, string field) =>
        holder.TextAt("CdtDbtInd") switch
        {
            "CRDT" => true,
            "DBIT" => false,
            null => throw holder.Missing("CdtDbtInd"),
            var word => throw holder.Wrong($"{field}/CdtDbtInd", "direction", $"'{word}' is neither CRDT nor DBIT."),
        };

    /// <summary>Without a sign: the direction stands beside it.</summary>
    public static decimal Amount(FileElement element, string field) =>
        BankAmount.TryParse(element.Text.Trim(), '.', out var amount) && amount >= 0m
            ? amount
            : throw element.Wrong(
                $"{field}/Amt",
                "amount",
                $"'{element.Text.Trim()}' is no amount such as 118.00, without a sign: the direction is told by CdtDbtInd."
            );

    /// <summary>A day, or a time whose day is taken as it is written, in the bank's own place.</summary>
    /// <param name="holder">Holds Dt or DtTm, or is such a text itself.</param>
    public static DateOnly Day(FileElement holder, string field)
    {
        var text = holder.TextAt("Dt") ?? holder.TextAt("DtTm") ?? holder.Text.Trim();
        // A day may carry a zone (2013-12-27+01:00), which does not move it.
        return
            text.Length >= 10
            && (text.Length == 10 || text[10] is 'T' or '+' or '-' or 'Z')
            && BankDate.TryLong(text[..10].Replace("-", "", StringComparison.Ordinal), out var date)
            && date.ToString("O", CultureInfo.InvariantCulture) == text[..10]
            ? date
            : throw holder.Wrong(field, "date", $"'{text}' is no day such as 2026-01-31.");
    }
}
