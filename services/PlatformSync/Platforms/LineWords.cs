using System.Globalization;
using AccountingSync.Accounting;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>What a bookkeeper reads beside a line. Tax codes and dimensions are records at a platform; without a mapping they are words.</summary>
static class LineWords
{
    /// <summary>For platforms that show the entry's own description nowhere.</summary>
    public static string OfEntryAndLine(JournalEntry entry, JournalLine line)
    {
        List<string> words = [entry.Description];
        if (line.Memo is not null)
            words.Add(line.Memo);
        words.AddRange(Marks(line));
        var part = entry.Origin.Part == EntryPart.Entry ? "" : $" ({entry.Origin.Part})";
        words.Add(
            string.Create(CultureInfo.InvariantCulture, $"{entry.Origin.Source} {entry.Origin.TransactionId} revision {entry.Origin.Revision}{part}")
        );
        return string.Join(", ", words);
    }

    public static string OfLine(JournalLine line, string description) => string.Join(", ", Marks(line).Prepend(line.Memo ?? description));

    /// <summary>No longer than the platform takes; no letter is cut in two.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    static IEnumerable<string> Marks(JournalLine line)
    {
        if (line.TaxCode is not null)
            yield return $"tax: {line.TaxCode}";
        foreach (var (name, value) in (line.Dimensions ?? SourceTransaction.NoAttributes).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            yield return $"{name}: {value}";
    }
}
