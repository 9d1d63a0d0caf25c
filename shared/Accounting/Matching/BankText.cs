namespace AccountingSync.Accounting.Matching;

/// <summary>What is kept of texts that banks write for people: they name people and their accounts, so no more than matching needs.</summary>
public static class BankText
{
    public const int MostWords = 40;
    const int ShortestAccount = 15;

    /// <summary>Words that can be references, each once, in their order. What looks like an international account number is none.</summary>
    public static IReadOnlyList<string> References(IEnumerable<string> texts)
    {
        var found = new List<string>();
        Span<char> room = stackalloc char[2 * ReferenceText.Longest];
        foreach (var text in texts)
        {
            var words = new WordsOfText(text, room);
            while (words.Next())
                if (found.Count < MostWords && ReferenceText.IsDistinctive(words.Word) && !IsAccount(words.Word))
                    found.Add(words.Word.ToString());
        }
        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Two letters of a country, two figures, and the account. (ISO 13616)</summary>
    static bool IsAccount(ReadOnlySpan<char> word) =>
        word.Length >= ShortestAccount
        && char.IsAsciiLetter(word[0])
        && char.IsAsciiLetter(word[1])
        && char.IsAsciiDigit(word[2])
        && char.IsAsciiDigit(word[3]);
}
