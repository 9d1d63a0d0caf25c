using System.Globalization;

namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Numbers as people and spreadsheets write them: 1,234.50 or 1.234,50 or 1 234,50, with a minus before or behind, or in brackets.</summary>
static class DecimalText
{
    const int MaxDigits = 20;

    public static bool TryParse(string text, DecimalSign sign, out decimal amount)
    {
        amount = 0m;
        var (digits, negative) = WithoutMinus(text.Trim());
        var (point, group) = sign == DecimalSign.Point ? ('.', ',') : (',', '.');
        var at = digits.IndexOf(point, StringComparison.Ordinal);
        var whole = at < 0 ? digits : digits[..at];
        var fraction = at < 0 ? "" : digits[(at + 1)..];
        if ((at >= 0 && fraction.Length == 0) || !fraction.All(char.IsAsciiDigit) || Ungrouped(whole, group) is not { } plain)
            return false;
        if (plain.Length + fraction.Length is 0 or > MaxDigits)
            return false;
        var read = decimal.Parse($"{plain}.{fraction}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        // A decimal can be minus zero; an amount cannot.
        amount = read == 0m ? 0m : Trimmed(negative ? -read : read, fraction.Length);
        return true;
    }

    /// <summary>Which sign the numbers of a file can only have: one behind which there are other than three digits, or the last of two different
    /// ones.</summary>
    /// <returns>Null when nothing tells.</returns>
    public static DecimalSign? Told(IEnumerable<string> numbers) => numbers.Select(Told).FirstOrDefault(told => told is not null);

    /// <returns>A number that may be either when nothing tells, such as 1,234; null when there is none.</returns>
    public static string? Unclear(IEnumerable<string> numbers) => numbers.FirstOrDefault(number => number.AsSpan().ContainsAny('.', ','));

    static DecimalSign? Told(string number)
    {
        var last = number.LastIndexOfAny(['.', ',']);
        if (last < 0)
            return null;
        var (sign, other) = number[last] == '.' ? (DecimalSign.Point, DecimalSign.Comma) : (DecimalSign.Comma, DecimalSign.Point);
        if (number.Contains(number[last] == '.' ? ',' : '.', StringComparison.Ordinal))
            return sign;
        if (number.IndexOf(number[last], StringComparison.Ordinal) != last)
            return other;
        return number[(last + 1)..].Count(char.IsAsciiDigit) == 3 ? null : sign;
    }

    static (string Digits, bool Negative) WithoutMinus(string text) =>
        text switch
        {
            ['(', .. var inner, ')'] => (inner.Trim(), true),
            ['-' or '\u2212', .. var rest] => (rest.Trim(), true),
            [.. var rest, '-' or '\u2212'] => (rest.Trim(), true),
            ['+', .. var rest] => (rest.Trim(), false),
            _ => (text, false),
        };

    /// <summary>Groups are three digits each, separated in one way.</summary>
    static string? Ungrouped(string whole, char group)
    {
        if (whole.All(char.IsAsciiDigit))
            return whole;
        var separator = whole.First(character => !char.IsAsciiDigit(character));
        if (separator != group && separator is not (' ' or '\u00A0' or '\u202F' or '\'' or '\u2019'))
            return null;
        var groups = whole.Split(separator);
        return groups[0].Length is 1 or 2 or 3 && groups.All(part => part.All(char.IsAsciiDigit)) && groups.Skip(1).All(part => part.Length == 3)
            ? string.Concat(groups)
            : null;
    }

    static decimal Trimmed(decimal read, int decimals) => decimal.Round(read, decimals);
}
