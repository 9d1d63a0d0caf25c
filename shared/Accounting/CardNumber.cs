namespace AccountingSync.Accounting;

/// <summary>Finds what looks like a payment card number, so that none is ever stored (PCI DSS 3.5.1).</summary>
public static class CardNumber
{
    /// <summary>True when the text holds 13 to 19 digits, optionally grouped by single spaces or hyphens, that start
    /// like a card (2 to 6), stand alone and pass the Luhn check.</summary>
    public static bool IsIn(string text)
    {
        Span<int> digits = stackalloc int[19];
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start]) || (start > 0 && IsPartOfWord(text[start - 1])))
                continue;
            var count = 0;
            var i = start;
            for (; i < text.Length; i++)
            {
                if (char.IsAsciiDigit(text[i]))
                {
                    if (count == digits.Length)
                    {
                        count = 0;
                        break;
                    }
                    digits[count++] = text[i] - '0';
                }
                else if (text[i] is not (' ' or '-') || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
                    break;
            }
            var endsWord = i == text.Length || !IsPartOfWord(text[i]);
            if (count >= 13 && endsWord && digits[0] is >= 2 and <= 6 && PassesLuhn(digits[..count]))
                return true;
            start = i;
        }
        return false;
    }

    static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    static bool PassesLuhn(ReadOnlySpan<int> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i];
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
