using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>When an amount is available: at once (0), in one day (1), in two or more (2), unknown (Z), on a day (V), or in parts (S, D).</summary>
static class Bai2Funds
{
    const int MaxParts = 100;

    /// <returns>The value date, where one is named.</returns>
    public static DateOnly? Read(Bai2Record record, Bai2Fields fields)
    {
        var type = fields.Next();
        switch (type)
        {
            case "" or "0" or "1" or "2" or "Z":
                return null;
            case "V":
                var day = Bai2Values.Day(record, "value date", fields.Next());
                fields.Next(); // The time.
                return day;
            case "S":
                for (var i = 0; i < 3; i++)
                    Bai2Values.Amount(record, "funds", fields.Next());
                return null;
            case "D":
                if (!int.TryParse(fields.Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) || parts > MaxParts)
                    throw record.Wrong("funds", "number", "Funds of type D name how many parts follow.");
                for (var i = 0; i < parts; i++)
                {
                    fields.Next(); // Days.
                    Bai2Values.Amount(record, "funds", fields.Next());
                }
                return null;
            default:
                throw record.Wrong("funds type", "funds", $"The funds type '{BankTexts.Kept(type)}' is not known; 0, 1, 2, D, S, V and Z are.");
        }
    }
}
