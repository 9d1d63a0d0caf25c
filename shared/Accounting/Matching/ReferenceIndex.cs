namespace AccountingSync.Accounting.Matching;

/// <summary>Which lines call what their reference.</summary>
sealed class ReferenceIndex
{
    readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    readonly List<string> names = [];
    readonly Lines lines;

    /// <summary>Reference in the upper half, line in the lower one; sorted, each once.</summary>
    readonly long[] occurrences;

    public ReferenceIndex(Lines lines)
    {
        this.lines = lines;
        var found = new List<long>(lines.Count * 2);
        for (var line = 0; line < lines.Count; line++)
            foreach (var text in lines[line].References)
                if (ReferenceText.Of(text) is { } reference)
                    found.Add(((long)IdOf(reference) << 32) | (uint)line);
        found.Sort();
        occurrences = [.. found.Distinct()];
    }

    public string Name(int reference) => names[reference];

    /// <summary>Lines of the two sides that call the same thing their reference.</summary>
    /// <param name="link">Reference, line of the books, line of the bank.</param>
    public void Equal(int most, Action<int, int, int> link)
    {
        for (int from = 0, to; from < occurrences.Length; from = to)
        {
            var reference = ReferenceOf(occurrences[from]);
            to = from + 1;
            while (to < occurrences.Length && ReferenceOf(occurrences[to]) == reference)
                to++;
            if (to - from > most)
                continue;
            for (var one = from; one < to; one++)
            for (var other = one + 1; other < to; other++)
                Link(reference, LineOf(occurrences[one]), LineOf(occurrences[other]), link);
        }
    }

    /// <summary>Lines in whose text a reference of the other side stands.</summary>
    /// <param name="isOpen">Which lines count.</param>
    public void InText(int most, Func<int, bool> isOpen, Action<int, int, int> link)
    {
        var byWord = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> room = stackalloc char[2 * ReferenceText.Longest];
        for (var line = 0; line < lines.Count; line++)
        {
            if (!isOpen(line))
                continue;
            var words = new WordsOfText(lines[line].Text, room);
            while (words.Next())
                if (byWord.TryGetValue(words.Word, out var reference))
                    LinkBearers(reference, line, most, isOpen, link);
        }
    }

    void LinkBearers(int reference, int line, int most, Func<int, bool> isOpen, Action<int, int, int> link)
    {
        var bearing = Bearing(reference);
        if (bearing.Count > most)
            return;
        foreach (var other in bearing)
            if (isOpen(LineOf(other)))
                Link(reference, line, LineOf(other), link);
    }

    void Link(int reference, int one, int other, Action<int, int, int> link)
    {
        if (lines.IsOfBooks(one) == lines.IsOfBooks(other) || lines[one].Currency != lines[other].Currency)
            return;
        link(reference, Math.Min(one, other), Math.Max(one, other));
    }

    ArraySegment<long> Bearing(int reference)
    {
        var from = Array.BinarySearch(occurrences, (long)reference << 32);
        var first = from < 0 ? ~from : from;
        var last = first;
        while (last < occurrences.Length && ReferenceOf(occurrences[last]) == reference)
            last++;
        return new ArraySegment<long>(occurrences, first, last - first);
    }

    static int ReferenceOf(long occurrence) => (int)(occurrence >> 32);

    static int LineOf(long occurrence) => (int)(occurrence & uint.MaxValue);

    int IdOf(string reference)
    {
        if (!ids.TryGetValue(reference, out var id))
        {
            ids.Add(reference, id = names.Count);
            names.Add(reference);
        }
        return id;
    }
}
