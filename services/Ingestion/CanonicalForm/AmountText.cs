using System.Globalization;

namespace AccountingSync.Ingestion.CanonicalForm;

/// <summary>The grammar of amounts: an optional minus, digits without a leading zero, optionally a point and digits.
/// The same for JSON strings and JSON numbers; no exponent, no plus, no white space, no grouping.</summary>
static class AmountText
{
    /// <summary>Every number of 28 digits fits a decimal exactly; of those with 29, only some do.</summary>
    public const int MaxDigits = 28;

    public const string Rule = "Send a plain decimal such as \"118.00\": no exponent, no plus sign, no spaces, at most 28 digits.";

    public static bool TryParse(ReadOnlySpan<byte> utf8, out decimal amount)
    {
        amount = 0m;
        if (
            !IsPlain(utf8)
            || !decimal.TryParse(utf8, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)
        )
            return false;
        // A decimal can be minus zero; an amount cannot.
        amount = parsed == 0m ? 0m : parsed;
        return true;
    }

    static bool IsPlain(ReadOnlySpan<byte> utf8)
    {
        var digits = utf8.StartsWith("-"u8) ? utf8[1..] : utf8;
        var point = digits.IndexOf((byte)'.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? [] : digits[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || (whole.Length > 1 && whole[0] == '0'))
            return false;
        if (whole.ContainsAnyExceptInRange((byte)'0', (byte)'9') || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        var leading = whole is [(byte)'0'] ? 0 : whole.Length;
        return leading + fraction.Length <= MaxDigits;
    }
}
