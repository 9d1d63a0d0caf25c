using System.Text;

namespace AccountingSync.Accounting.Corrections;

/// <summary>Texts that others wrote and that are kept and sent on. Pure.</summary>
public static class ForeignText
{
    public const int LongestReason = 500;

    /// <summary>Why somebody refuses: on one line, of at most 500 characters, without card numbers.</summary>
    public static string Reason(string text)
    {
        var plain = CardNumber.Hide(Plain(text, keepLines: false));
        // What is cut off may have been what made it no card number.
        return plain.Length <= LongestReason ? plain : CardNumber.Hide(First(plain, LongestReason));
    }

    /// <summary>Without card numbers and without what no store keeps unchanged; its lines stay.</summary>
    public static string Kept(string text) => CardNumber.Hide(Plain(text, keepLines: true));

    /// <summary>Whether it is kept as it is, card numbers aside.</summary>
    public static bool IsPlain(string text) => Plain(text, keepLines: true) == text;

    static string Plain(string text, bool keepLines)
    {
        var plain = new StringBuilder(text.Length);
        // Half of a surrogate pair comes as the replacement character.
        foreach (var rune in text.EnumerateRunes())
            plain.Append(Rune.IsControl(rune) && !(keepLines && rune.Value is '\n' or '\r' or '\t') ? " " : rune.ToString());
        return plain.ToString();
    }

    static string First(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
