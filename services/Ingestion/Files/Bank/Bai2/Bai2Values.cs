using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>BAI2's amounts and days.</summary>
static class Bai2Values
{
    /// <summary>A whole number of minor units, with a sign or without.</summary>
    /// <returns>Null for an empty field.</returns>
    public static decimal? Amount(Bai2Record record, string field, string text) =>
        text.Length == 0 ? null
        : text.Length <= 24
        && decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
        && Math.Abs(amount) <= BankAmount.Limit
            ? amount
        : throw record.Wrong(
            field,
            "amount",
            $"'{BankTexts.Kept(text)}' is no amount: digits of the smallest unit (11800 for 118.00), with a sign or without."
        );

    /// <returns>Null for an empty field.</returns>
    public static DateOnly? Day(Bai2Record record, string field, string text) =>
        text.Length == 0 ? null
        : BankDate.TryShort(text, out var day) ? day
        : throw record.Wrong(
            field,
            "date",
            $"'{BankTexts.Kept(text)}' is no day (year, month, day, of two digits each). Ask the bank for the file again."
        );
}
