namespace AccountingSync.Accounting.PlainText;

/// <summary>Entries as a ledger 3 journal that passes <c>ledger --pedantic</c>: accounts, currencies and tags are
/// declared in ledger's own way; the entries are the same lines as hledger's.</summary>
public static class LedgerJournal
{
    public static void Write(IEnumerable<JournalEntry> entries, TextWriter writer, string title = "AccountingSync")
    {
        HledgerJournal.WriteTitle(title, writer);
        var declared = new PlainTextDeclarations();
        foreach (var entry in entries)
            Write(PlainTextEntry.From(entry), writer, declared);
    }

    static void Write(PlainTextEntry entry, TextWriter writer, PlainTextDeclarations declared)
    {
        foreach (var name in entry.Tags.Concat(entry.Postings.SelectMany(posting => posting.Tags)).Select(tag => PercentName.Tag(tag.Name)))
        {
            if (declared.FirstUseOfTag(name))
                writer.Write($"tag {name}\n");
        }
        foreach (var posting in entry.Postings)
        {
            var account = PercentName.Account(posting.Account);
            if (declared.FirstUseOfAccount(account))
                writer.Write($"account {account}\n");
            if (declared.FirstUseOfCurrency(posting.Currency))
                writer.Write($"commodity {posting.Currency}\n    format {Currencies.Find(posting.Currency).Format(1m)} {posting.Currency}\n");
        }
        HledgerJournal.WriteEntry(entry, writer);
    }
}
