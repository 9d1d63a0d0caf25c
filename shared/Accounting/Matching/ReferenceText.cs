namespace AccountingSync.Accounting.Matching;

/// <summary>References in the form in which they are compared: capital letters and digits alone, since banks change the one and drop the rest.</summary>
static class ReferenceText
{
    const int ShortestWithLetters = 6;

    /// <summary>Shorter figures may be days and amounts.</summary>
    const int ShortestFigure = 9;
    public const int Longest = 80;

    /// <summary>Null for what is no reference: too short, too long, or a mere word.</summary>
    public static string? Of(string text)
    {
        Span<char> kept = stackalloc char[Longest];
        var length = Compact(text, kept);
        return length > 0 && IsDistinctive(kept[..length]) ? kept[..length].ToString() : null;
    }

    /// <summary>At most so long, at least so long, and with a digit in it.</summary>
    public static bool IsDistinctive(ReadOnlySpan<char> compact)
    {
        if (compact.Length is < ShortestWithLetters or > Longest || !compact.ContainsAnyInRange('0', '9'))
            return false;
        return compact.Length >= ShortestFigure || compact.ContainsAnyExceptInRange('0', '9');
    }

    /// <returns>How many characters it wrote; 0 when they do not fit.</returns>
    public static int Compact(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c))
                continue;
            if (length == into.Length)
                return 0;
            into[length++] = char.ToUpperInvariant(c);
        }
        return length;
    }

    /// <summary>A part of a word does not count: it ends at whatever is neither letter nor digit, but for the marks within a reference.</summary>
    public static bool IsWithinAWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '-';
}
