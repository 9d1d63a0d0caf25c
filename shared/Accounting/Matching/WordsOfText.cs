namespace AccountingSync.Accounting.Matching;

/// <summary>The words of a text, as references are compared; two that follow each other are also read as one, since banks break long references and
/// write a blank for a mark that they do not know.</summary>
ref struct WordsOfText(ReadOnlySpan<char> text, Span<char> room)
{
    /// <summary>Letters of the mark that vendors' ids begin with, such as po or txn. A longer word without a digit is a word.</summary>
    const int LongestMark = 3;

    readonly ReadOnlySpan<char> text = text;
    readonly Span<char> room = room;
    int at;
    int before;
    int length;
    bool isJoined;

    /// <summary>The word that was read last.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    public bool Next()
    {
        if (isJoined)
        {
            // The word was told by itself first, and is now told with the one before it.
            isJoined = false;
            Word = room[..(before + length)];
            return true;
        }
        if (length > 0)
            Keep();
        while (at < text.Length && !ReferenceText.IsWithinAWord(text[at]))
            at++;
        if (at == text.Length)
            return false;
        var start = at;
        while (at < text.Length && ReferenceText.IsWithinAWord(text[at]))
            at++;
        length = ReferenceText.Compact(text[start..at], room[before..]);
        if (length == 0)
        {
            before = 0;
            length = ReferenceText.Compact(text[start..at], room);
        }
        isJoined = length > 0 && (before is > 0 and <= LongestMark || room[..before].ContainsAnyInRange('0', '9'));
        Word = room.Slice(before, length);
        return true;
    }

    /// <summary>The word becomes the one before the next.</summary>
    void Keep()
    {
        room.Slice(before, length).CopyTo(room);
        before = length;
        length = 0;
    }
}
