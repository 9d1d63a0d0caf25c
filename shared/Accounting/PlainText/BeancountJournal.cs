using System.Globalization;
using System.Text;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Entries as a beancount file that <c>bean-check</c> accepts: accounts opened, source as payee, our key as a
/// link (an entry that takes another back bears both keys), facts as metadata.</summary>
public static class BeancountJournal
{
    /// <summary>Where entries are appended in any order of dates, accounts are open from this day on.</summary>
    public static readonly DateOnly FirstDay = new(1900, 1, 1);

    /// <summary>The last day that beancount's reader knows.</summary>
    public static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>Writes the whole file in one pass. The accounts are opened at its end, on the day of their earliest use;
    /// beancount goes by dates, not by lines.</summary>
    public static void Write(IEnumerable<JournalEntry> entries, TextWriter writer, string title = "AccountingSync")
    {
        WriteTitle(title, writer);
        var opened = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var entry in entries.Select(PlainTextEntry.From))
        {
            foreach (var account in entry.Postings.Select(posting => BeancountName.Account(posting.Account)))
                opened[account] = opened.TryGetValue(account, out var earliest) && earliest < entry.Date ? earliest : entry.Date;
            WriteEntry(entry, writer);
        }
        foreach (var (account, day) in opened)
            WriteOpen(account, day, writer);
    }

    public static void WriteTitle(string title, TextWriter writer) => writer.Write($"option \"title\" {Quote(title)}\n\n");

    /// <summary>Appends one entry and, before it, the accounts that it is the first to need, open from <see cref="FirstDay"/>.</summary>
    public static void Write(PlainTextEntry entry, TextWriter writer, PlainTextDeclarations declared)
    {
        foreach (var account in entry.Postings.Select(posting => BeancountName.Account(posting.Account)))
        {
            if (declared.FirstUseOfAccount(account))
                WriteOpen(account, FirstDay, writer);
        }
        WriteEntry(entry, writer);
    }

    static void WriteEntry(PlainTextEntry entry, TextWriter writer)
    {
        var links = $"^{entry.Key}";
        if (Guid.TryParse(entry.Tag(PlainTextEntry.ReversesTag), out var reversed))
            links += $" ^{PlatformKey.For(reversed)}";
        writer.Write($"{Day(entry.Date)} * {Quote(entry.Tag(PlainTextEntry.SourceTag) ?? "")} {Quote(entry.Description)} {links}\n");
        WriteMetadata(entry.Tags, "  ", writer);
        foreach (var posting in entry.Postings)
        {
            writer.Write($"  {BeancountName.Account(posting.Account)}  {posting.AmountText}\n");
            WriteMetadata(posting.Tags, "    ", writer);
        }
        writer.Write('\n');
    }

    static void WriteMetadata(IReadOnlyList<PlainTextTag> tags, string indent, TextWriter writer)
    {
        foreach (var tag in tags)
            writer.Write($"{indent}{BeancountName.Key(tag.Name)}: {Quote(tag.Value)}\n");
    }

    static void WriteOpen(string account, DateOnly day, TextWriter writer) => writer.Write($"{Day(day)} open {account}\n");

    static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    static string Quote(string text) =>
        new StringBuilder(text.Length + 2)
            .Append('"')
            .Append(PlainTextValue.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
            .Append('"')
            .ToString();
}
