using System.Globalization;
using System.Text.RegularExpressions;

namespace AccountingSync.Ingestion.Files.Bank;

/// <summary>Amounts as banks write them. No form allows grouping of thousands, so 1.234,56 is refused rather than guessed.</summary>
static partial class BankAmount
{
    [GeneratedRegex(
        @"\A[+-]?[0-9]{1,24}([.,][0-9]{0,8})?\z|\A[+-]?[.,][0-9]{1,8}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        100
    )]
    private static partial Regex Form { get; }

    /// <summary>So that no sum over a file can overflow. What is booked has a lower limit.</summary>
    public const decimal Limit = 100_000_000_000_000_000_000m;

    /// <param name="separator">The form's decimal separator; null where either a comma or a point is allowed.</param>
    public static bool TryParse(string text, char? separator, out decimal amount)
    {
        amount = 0m;
        if (!Form.IsMatch(text) || (separator is { } only && text.Contains(only == ',' ? '.' : ',', StringComparison.Ordinal)))
            return false;
        if (
            !decimal.TryParse(
                text.Replace(',', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var parsed
            )
            || Math.Abs(parsed) > Limit
        )
            return false;
        // Banks pad with zeros, and a decimal can be minus zero; an amount cannot.
        amount = parsed == 0m ? 0m : parsed;
        return true;
    }
}
