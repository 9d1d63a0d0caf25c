namespace AccountingSync.Accounting;

/// <summary>Finds what looks like a payment card number, so that none is ever stored (PCI DSS 3.5.1).</summary>
public static class CardNumber
{
    const int MaxDigits = 19;

    /// <summary>True when the text holds 14 to 19 digits, optionally grouped by single spaces or hyphens, that start and
    /// end where a group does, have the beginning and length of an issued card, and pass the Luhn check.</summary>
    public static bool IsIn(string text)
    {
        for (var start = 0; start < text.Length; start++)
            if (char.IsAsciiDigit(text[start]) && (start == 0 || !IsPartOfWord(text[start - 1])) && StartsAt(text, start))
                return true;
        return false;
    }

    // Asks at the end of every group: a card number may stand between other figures ("2 4242 4242 4242 4242 12/30").
    static bool StartsAt(string text, int start)
    {
        Span<int> digits = stackalloc int[MaxDigits];
        var count = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                if (count == MaxDigits)
                    return false;
                digits[count++] = text[i] - '0';
                var endsGroup = i + 1 == text.Length || !IsPartOfWord(text[i + 1]);
                if (endsGroup && IsIssued(digits[..count]) && PassesLuhn(digits[..count]))
                    return true;
            }
            else if (text[i] is not (' ' or '-') || i + 1 == text.Length || !char.IsAsciiDigit(text[i + 1]))
                return false;
        }
        return false;
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
