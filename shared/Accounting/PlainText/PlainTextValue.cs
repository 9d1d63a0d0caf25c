using System.Globalization;
using System.Text;

namespace AccountingSync.Accounting.PlainText;

/// <summary>What a source wrote, made fit for one line of a journal. ledger reads lines of at most 4,096 bytes, which
/// decides the longest text that is kept.</summary>
static class PlainTextValue
{
    const int LongestValue = 1_000;
    const int LongestDescription = 500;

    /// <summary>The same text without control characters (they become spaces) and without halves of surrogate pairs.</summary>
    public static string Clean(string text) => Clean(text, LongestValue);

    /// <summary>A description for people. The tools end it at a semicolon and split it at a bar, so these two become a
    /// comma and a slash; it is not meant to be read back.</summary>
    public static string Description(string text) => Clean(text, LongestDescription).Replace(';', ',').Replace('|', '/').Trim();

    static string Clean(string text, int longest)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > longest)
                return clean.Append('…').ToString();
            var breaks = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            clean.Append(breaks ? " " : rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>A value after a tag's colon: hledger ends it at a comma and trims it, ledger takes a date in brackets
    /// for the entry's own, so those are written as percent escapes, and the percent sign with them.</summary>
    public static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var outer = i == 0 || i == value.Length - 1;
            if (value[i] is '%' or ',' or '[' or ']' || (outer && value[i] == ' '))
                escaped.Append('%').Append(((int)value[i]).ToString("X2", CultureInfo.InvariantCulture));
            else
                escaped.Append(value[i]);
        }
        return escaped.ToString();
    }

    public static string Unescape(string value) => PercentName.Decode(value);
}
