using System.Globalization;

namespace AccountingSync.Accounting.PlainText;

/// <summary>Entries as an hledger journal that passes <c>hledger check --strict</c>: every account and currency is
/// declared before its first use, our key is the transaction's code, facts stand in tags, one to a line.</summary>
public static class HledgerJournal
{
    public const string AccountDirective = "account ";
    public const string CommodityDirective = "commodity ";

    public static void Write(IEnumerable<JournalEntry> entries, TextWriter writer, string title = "AccountingSync")
    {
        WriteTitle(title, writer);
        var declared = new PlainTextDeclarations();
        foreach (var entry in entries)
            Write(PlainTextEntry.From(entry), writer, declared);
    }

    public static void WriteTitle(string title, TextWriter writer) => writer.Write($"; {PlainTextValue.Clean(title)}\n\n");

    /// <summary>Appends one entry and, before it, the declarations that it is the first to need.</summary>
    public static void Write(PlainTextEntry entry, TextWriter writer, PlainTextDeclarations declared)
    {
        foreach (var posting in entry.Postings)
        {
            var account = PercentName.Account(posting.Account);
            if (declared.FirstUseOfAccount(account))
                writer.Write($"{AccountDirective}{account}\n");
            if (declared.FirstUseOfCurrency(posting.Currency))
                writer.Write($"{CommodityDirective}{Sample(Currencies.Find(posting.Currency))}\n");
        }
        WriteEntry(entry, writer);
    }

    /// <summary>The entry alone. Ledger reads the same lines.</summary>
    internal static void WriteEntry(PlainTextEntry entry, TextWriter writer)
    {
        writer.Write($"{entry.Date.ToString("O", CultureInfo.InvariantCulture)} ({entry.Key}) {entry.Description}".TrimEnd(' ') + "\n");
        WriteTags(entry.Tags, writer);
        foreach (var posting in entry.Postings)
        {
            writer.Write($"    {PercentName.Account(posting.Account)}  {posting.AmountText}\n");
            WriteTags(posting.Tags, writer);
        }
        writer.Write('\n');
    }

    static void WriteTags(IReadOnlyList<PlainTextTag> tags, TextWriter writer)
    {
        foreach (var tag in tags)
            writer.Write($"    ; {PercentName.Tag(tag.Name)}: {PlainTextValue.Escape(tag.Value)}\n");
    }

    // hledger wants a decimal mark in the sample even where the currency has no decimals: "1. JPY".
    static string Sample(Currency currency) => (currency.Scale == 0 ? "1." : currency.Format(1m)) + " " + currency.Code;
}
