using System.Globalization;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Reads back entries that <see cref="HledgerJournal"/> wrote. It is no reader for hledger's whole language.</summary>
public static class HledgerEntryReader
{
    const int DateLength = 10;
    const string TagStart = "    ; ";
    const string PostingStart = "    ";

    /// <summary>The key in an entry's first line; null for every other line.</summary>
    public static string? KeyOf(string line)
    {
        if (line.Length < DateLength + 3 || !char.IsAsciiDigit(line[0]) || line[DateLength] != ' ' || line[DateLength + 1] != '(')
            return null;
        var end = line.IndexOf(')', DateLength);
        return end < 0 ? null : line[(DateLength + 2)..end];
    }

    /// <summary>The entry in <paramref name="text"/>: its first line, its tags, its postings.</summary>
    /// <exception cref="FormatException">The text is no entry of ours.</exception>
    public static PlainTextEntry Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || KeyOf(lines[0]) is not { } key)
            throw new FormatException("An entry starts with a date and a key in brackets.");
        var date = DateOnly.ParseExact(lines[0].AsSpan(0, DateLength), "O", CultureInfo.InvariantCulture);
        var description = lines[0][(DateLength + key.Length + 3)..].TrimStart(' ');
        var tags = new List<PlainTextTag>();
        var postings = new List<PlainTextPosting>();
        var current = tags;
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith(TagStart, StringComparison.Ordinal))
                current.Add(Tag(line));
            else
            {
                current = [];
                postings.Add(Posting(line, current));
            }
        }
        return new(date, key, description, tags, postings);
    }

    static PlainTextTag Tag(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new FormatException($"'{line}' is no tag.");
        var value = line.AsSpan(colon + 1);
        return new(PercentName.Decode(line[TagStart.Length..colon]), PlainTextValue.Unescape((value.Length > 0 ? value[1..] : value).ToString()));
    }

    static PlainTextPosting Posting(string line, IReadOnlyList<PlainTextTag> tags)
    {
        var gap = line.LastIndexOf("  ", StringComparison.Ordinal);
        var amount = line[(gap + 2)..].Split(' ');
        if (!line.StartsWith(PostingStart, StringComparison.Ordinal) || gap < PostingStart.Length || amount.Length != 2)
            throw new FormatException($"'{line}' is no posting.");
        var number = decimal.Parse(amount[0], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return new(PercentName.Decode(line[PostingStart.Length..gap]), number, amount[1], tags);
    }
}
