using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Accounting.PlainText;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>Finds the entries in a batch of the hledger journal, and the declarations before them.</summary>
static class JournalText
{
    /// <summary>Each entry of the batch with its key and the bytes it takes, counted from the start of the batch.</summary>
    public static IEnumerable<(string Key, int Offset, int Length, string Text)> Entries(string batch)
    {
        var offset = 0;
        var key = (string?)null;
        var entry = new StringBuilder();
        var start = 0;
        foreach (var line in Lines(batch))
        {
            if (HledgerEntryReader.KeyOf(line) is { } found)
                (key, start) = (found, offset);
            offset += Encoding.UTF8.GetByteCount(line);
            if (key is null)
                continue;
            entry.Append(line);
            if (line != "\n")
                continue;
            yield return (key, start, offset - start, entry.ToString());
            key = null;
            entry.Clear();
        }
    }

    /// <summary>Notes what the batch declared.</summary>
    public static void Learn(string batch, PlainTextDeclarations declared)
    {
        foreach (var line in Lines(batch))
        {
            if (line.StartsWith(HledgerJournal.AccountDirective, StringComparison.Ordinal))
                declared.FirstUseOfAccount(line[HledgerJournal.AccountDirective.Length..^1]);
            else if (line.StartsWith(HledgerJournal.CommodityDirective, StringComparison.Ordinal))
                declared.FirstUseOfCurrency(line[^4..^1]);
        }
    }

    public static PlatformDocument Document(string entry)
    {
        var read = HledgerEntryReader.Read(entry);
        return new(read.Key, "1", read.Key, read.Date, [.. read.Postings.Select(Line)]);
    }

    static JournalLine Line(PlainTextPosting posting)
    {
        string? Tag(string name) => posting.Tags.FirstOrDefault(tag => tag.Name == name)?.Value;
        var dimensions = posting
            .Tags.Where(tag => tag.Name.StartsWith(PlainTextTag.DimensionPrefix, StringComparison.Ordinal))
            .ToDictionary(tag => tag.Name[PlainTextTag.DimensionPrefix.Length..], tag => tag.Value);
        return new(posting.Account, posting.Currency, posting.Amount)
        {
            Memo = Tag(PlainTextPosting.MemoTag),
            TaxCode = Tag(PlainTextPosting.TaxTag),
            Dimensions = dimensions.Count == 0 ? null : dimensions,
        };
    }

    static IEnumerable<string> Lines(string text)
    {
        for (int start = 0, length; start < text.Length; start += length)
        {
            var end = text.IndexOf('\n', start);
            length = (end < 0 ? text.Length : end + 1) - start;
            yield return text.Substring(start, length);
        }
    }
}
