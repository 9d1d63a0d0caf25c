using AccountingSync.Accounting.PlainText;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>The beancount file. It is made from the journal's own text, batch by batch, never from anything else, so
/// the two cannot disagree: where it is behind it catches up, where it does not fit it is made anew.</summary>
sealed class BeancountCopy : IDisposable
{
    readonly BatchFile file;
    readonly PlainTextDeclarations declared;
    readonly string title;

    BeancountCopy(BatchFile file, PlainTextDeclarations declared, string title) => (this.file, this.declared, this.title) = (file, declared, title);

    public static BeancountCopy Open(string path, string title, BatchFile journal, DiskAccess disk)
    {
        if (TryOpen(path, title, disk) is { } behind)
        {
            if (behind.CatchUp(journal))
                return behind;
            behind.Dispose();
        }
        File.Delete(path);
        var anew = new BeancountCopy(BatchFile.Open(path, disk, keepTail: false, static _ => { }), new(), title);
        anew.CatchUp(journal);
        return anew;
    }

    public void Append(Batch batch)
    {
        var text = new StringWriter();
        if (batch.Marker.Number == 0)
            BeancountJournal.WriteTitle(title, text);
        foreach (var (_, _, _, entry) in JournalText.Entries(batch.Text))
            BeancountJournal.Write(HledgerEntryReader.Read(entry), text, declared);
        file.Append(text.ToString(), batch.Marker.Entries, batch.Marker.Hash);
    }

    public void Dispose() => file.Dispose();

    static BeancountCopy? TryOpen(string path, string title, DiskAccess disk)
    {
        var opened = new PlainTextDeclarations();
        try
        {
            return new(BatchFile.Open(path, disk, keepTail: false, batch => Learn(batch.Text, opened)), opened, title);
        }
        catch (InvalidDataException)
        {
            // An edited copy is worth nothing: the journal has everything.
            return null;
        }
    }

    /// <summary>False when this file was made from another journal.</summary>
    bool CatchUp(BatchFile journal)
    {
        var last = file.Last;
        foreach (var batch in journal.Batches())
        {
            if (batch.Marker.Number == last?.Number && batch.Marker.Hash != last.Journal)
                return false;
            if (batch.Marker.Number > (last?.Number ?? -1))
                Append(batch);
        }
        return file.Last?.Number == journal.Last?.Number;
    }

    static void Learn(string batch, PlainTextDeclarations declared)
    {
        var opening = $"{BeancountJournal.FirstDay:O} open ";
        foreach (var line in batch.Split('\n').Where(line => line.StartsWith(opening, StringComparison.Ordinal)))
            declared.FirstUseOfAccount(line[opening.Length..]);
    }
}
