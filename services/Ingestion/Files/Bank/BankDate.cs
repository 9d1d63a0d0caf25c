using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Days as banks write them.</summary>
static class BankDate
{
    /// <summary>SWIFT's and BAI's years have two digits: 80 to 99 are of the last century.</summary>
    const int FirstYearOfLastCentury = 80;

    /// <param name="text">YYMMDD.</param>
    public static bool TryShort(string text, out DateOnly date)
    {
        date = default;
        return text.Length == 6 && text.All(char.IsAsciiDigit) && TryMake(Year(text), Digits(text[2..4]), Digits(text[4..6]), out date);
    }

    /// <summary>The last day of February, for its 29th and 30th that do not exist: banks that count 30 days to the month write those as value dates.</summary>
    /// <param name="text">YYMMDD.</param>
    public static bool TryEndOfFebruary(string text, out DateOnly date)
    {
        date = default;
        return text.Length == 6
            && text.All(char.IsAsciiDigit)
            && text[2..] is "0229" or "0230"
            && TryMake(Year(text), 2, DateTime.DaysInMonth(Year(text), 2), out date);
    }

    /// <param name="text">YYYYMMDD.</param>
    public static bool TryLong(string text, out DateOnly date)
    {
        date = default;
        return text.Length == 8
            && text.All(char.IsAsciiDigit)
            && TryMake(Digits(text[..4]), Digits(text[4..6]), Digits(text[6..8]), out date)
            && date.Year is >= 1970 and <= 2200;
    }

    /// <summary>An entry date has no year: it is the one that brings it next to the value date, which may lie on the other side of New Year.</summary>
    /// <param name="text">MMDD.</param>
    public static bool TryBeside(DateOnly valueDate, string text, out DateOnly date)
    {
        date = default;
        var best = int.MaxValue;
        for (var year = valueDate.Year - 1; year <= valueDate.Year + 1; year++)
        {
            if (!TryMake(year, Digits(text[..2]), Digits(text[2..4]), out var candidate))
                continue;
            var distance = Math.Abs(candidate.DayNumber - valueDate.DayNumber);
            if (distance < best)
                (best, date) = (distance, candidate);
        }
        return best != int.MaxValue;
    }

    static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    static int Year(string text) => Digits(text[..2]) is var year && year >= FirstYearOfLastCentury ? 1900 + year : 2000 + year;

    static int Digits(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
