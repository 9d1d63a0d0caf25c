namespace AccountingSync.Accounting;

/// <summary>Finds what looks like a payment card number, so that none is ever stored (PCI DSS 3.5.1).</summary>
public static class CardNumber
{
    const int MaxDigits = 19;

    /// <summary>True when the text holds 14 to 19 digits, optionally grouped by single spaces or hyphens, that start and
    /// end where a group does, have the beginning and length of an issued card, and pass the Luhn check.</summary>
    public static bool IsIn(string text) => First(text).Length > 0;

    /// <summary>The text with an ellipsis and the last four digits in the place of every card number. For texts that others wrote and
    /// that cannot be sent back to them.</summary>
    public static string Hide(string text)
    {
        while (First(text) is { Length: > 0 } found)
            text = string.Concat(
                text.AsSpan(0, found.Start),
                "…",
                LastFour(text.AsSpan(found.Start, found.Length)),
                text.AsSpan(found.Start + found.Length)
            );
        return text;
    }

    // A group may end within the last four: they are taken without what divides them, so that no digits are left to be joined to others.
    static string LastFour(ReadOnlySpan<char> number)
    {
        Span<char> four = stackalloc char[4];
        var next = 4;
        for (var i = number.Length - 1; next > 0; i--)
            if (char.IsAsciiDigit(number[i]))
                four[--next] = number[i];
        return new string(four);
    }

    /// <returns>A length of 0 when there is none.</returns>
    static (int Start, int Length) First(string text)
    {
        for (var start = 0; start < text.Length; start++)
            if (char.IsAsciiDigit(text[start]) && (start == 0 || !IsPartOfWord(text[start - 1])) && LengthAt(text, start) is > 0 and var length)
                return (start, length);
        return (0, 0);
    }

    // Asks at the end of every group: a card number may stand between other figures ("2 4242 4242 4242 4242 12/30").
    static int LengthAt(string text, int start)
    {
        Span<int> digits = stackalloc int[MaxDigits];
        var count = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (count == MaxDigits)
                    return 0;
                digits[count++] = text[i] - '0';
                var endsGroup = i + 1 == text.Length || !IsPartOfWord(text[i + 1]);
                if (endsGroup && IsIssued(digits[..count]) && PassesLuhn(digits[..count]))
                    return i + 1 - start;
            }
            else if (text[i] is not (' ' or '-') || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
                return 0;
        }
        return 0;
    }

    // One number in ten passes the Luhn check by chance. So that bar codes (13 digits), dates with a counter (20260131…)
    // and times in milliseconds are not refused, the beginnings that are issued are told apart, with their lengths.
    // Visa's old numbers of 13 digits are not issued any more and look like bar codes.
    static bool IsIssued(ReadOnlySpan<int> digits)
    {
        if (digits.Length < 14)
            return false;
        var two = digits[0] * 10 + digits[1];
        var four = two * 100 + digits[2] * 10 + digits[3];
        return digits.Length switch
        {
            14 => two is 30 or 36 or 38 or 39, // Diners Club
            15 => two is 34 or 37, // American Express
            // Visa, Mastercard, Maestro, Discover, UnionPay; Diners Club and JCB; Mir; Mastercard's second range.
            _ => digits[0] is 4 or 5 or 6 || two is 30 or 35 or 36 or 38 or 39 || four is (>= 2200 and <= 2204) or (>= 2221 and <= 2720),
        };
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
