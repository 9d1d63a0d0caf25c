using AccountingSync.Accounting;
using AccountingSync.Accounting.PlainText;

namespace AccountingSync.PlatformSync.Platforms.PlainText;

/// <summary>Books as text: an hledger journal, which is the truth, and a beancount file made from it, in one directory
/// per connection. Only ever appended to; an entry is answered as created when it is on the disk.</summary>
public sealed class PlainTextPlatform : IAccountingPlatform, IDisposable
{
    public const string JournalFile = "journal.hledger";
    public const string BeancountFile = "journal.beancount";
    public const string LockFile = "journal.lock";

    readonly Lock gate = new();
    readonly KeyIndex index;
    readonly string directory;
    readonly FileStream hold;
    readonly BatchFile journal;
    readonly BeancountCopy beancount;
    readonly PlainTextDeclarations declared = new();
    string? broken;

    /// <summary>Opens or makes the books in <paramref name="directory"/> and holds them until disposed.</summary>
    /// <exception cref="IOException">Another process or instance holds them.</exception>
    /// <exception cref="InvalidDataException">The journal was edited.</exception>
    public PlainTextPlatform(string directory, string title = "AccountingSync", DiskAccess? disk = null)
    {
        this.directory = Directory.CreateDirectory(directory).FullName;
        hold = Hold();
        index = new KeyIndex((offset, length) => journal!.Read(offset, length));
        try
        {
            journal = BatchFile.Open(Path.Combine(directory, JournalFile), disk ?? DiskAccess.Real, keepTail: true, Learn);
            if (journal.Last is null)
                journal.Append(Head(title), entries: 0);
            beancount = BeancountCopy.Open(Path.Combine(directory, BeancountFile), title, journal, disk ?? DiskAccess.Real);
        }
        catch
        {
            journal?.Dispose();
            hold.Dispose();
            throw;
        }
    }

    public PlatformCapabilities Capabilities { get; } = new("plain-text", BatchSize: 200, DetectsChanges: false);

    public Task<IReadOnlyList<WriteOutcome>> Write(IReadOnlyList<EntryToWrite> entries, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (gate)
            return Task.FromResult(Write(entries));
    }

    public Task<LookUpOutcome> LookUp(string key, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        lock (gate)
        {
            LookUpOutcome outcome = Held(key) is { } held ? new LookUpOutcome.Found(held) : new LookUpOutcome.Absent();
            return Task.FromResult(outcome);
        }
    }

    /// <summary>An empty page: nobody but us writes here, and an edit by hand is found when the books are opened.</summary>
    public Task<ChangesOutcome> ReadChanges(DateTimeOffset since, CancellationToken stop) =>
        Task.FromResult<ChangesOutcome>(new ChangesOutcome.Page([], since));

    public void Dispose()
    {
        lock (gate)
        {
            broken ??= "closed";
            beancount.Dispose();
            journal.Dispose();
            hold.Dispose();
        }
    }

    IReadOnlyList<WriteOutcome> Write(IReadOnlyList<EntryToWrite> entries)
    {
        var text = new StringWriter();
        var names = declared.Copy();
        var fresh = new HashSet<string>(StringComparer.Ordinal);
        var decided = new WriteOutcome?[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            var (entry, key, _) = entries[i];
            if (key.Length == 0 || !key.All(char.IsAsciiLetterOrDigit))
                throw new ArgumentException($"'{key}' is no key: letters and digits only.", nameof(entries));
            if (Held(key) is { } held)
                decided[i] = new WriteOutcome.AlreadyThere(held);
            else if (WhyNot(entry) is { } reason)
                decided[i] = new WriteOutcome.Refused(reason);
            else if (fresh.Add(key))
                HledgerJournal.Write(PlainTextEntry.From(entry) with { Key = key }, text, names);
        }
        var failure = fresh.Count == 0 ? null : Append(text.ToString(), fresh.Count);
        return [.. entries.Select((entry, i) => decided[i] ?? failure ?? Written(entry.Key, fresh))];
    }

    /// <summary>Null when the batch is on the disk.</summary>
    WriteOutcome? Append(string text, int entries)
    {
        if (broken is null && !journal.IsUntouched())
            broken = $"somebody else changed {JournalFile}";
        if (broken is not null)
            return new WriteOutcome.Unavailable($"The books in {directory} must be opened again: {broken}.");
        long start;
        try
        {
            start = journal.Append(text, entries);
        }
        catch (IOException failed)
        {
            return AfterFailure(failed);
        }
        var batch = new Batch(journal.Last!, start, text);
        Learn(batch);
        try
        {
            beancount.Append(batch);
        }
        catch (IOException failed)
        {
            // The journal has the batch, so it is written; the copy catches up when the books are opened again.
            broken = $"{BeancountFile} could not follow ({failed.Message})";
        }
        return null;
    }

    WriteOutcome AfterFailure(IOException failed)
    {
        try
        {
            journal.TakeBack();
            return new WriteOutcome.Unavailable($"{JournalFile} could not be written: {failed.Message}");
        }
        catch (IOException)
        {
            // After a failed flush only reading the file anew can tell what it holds.
            broken = failed.Message;
            return new WriteOutcome.Unknown($"{JournalFile} could not be written: {failed.Message}");
        }
    }

    /// <summary>The first of two requests for the same key made it; the second finds it there.</summary>
    WriteOutcome Written(string key, HashSet<string> fresh) =>
        fresh.Remove(key) ? new WriteOutcome.Created(Held(key)!) : new WriteOutcome.AlreadyThere(Held(key)!);

    PlatformDocument? Held(string key) => index.Find(key) is var (offset, length) ? JournalText.Document(journal.Read(offset, length)) : null;

    void Learn(Batch batch)
    {
        JournalText.Learn(batch.Text, declared);
        index.Add(batch);
    }

    static string? WhyNot(JournalEntry entry)
    {
        if (entry.Date < BeancountJournal.FirstDay || entry.Date > BeancountJournal.LastDay)
            return $"{entry.Date:O} is outside of {BeancountJournal.FirstDay:O} to {BeancountJournal.LastDay:O}.";
        var tooLong = entry.Lines.FirstOrDefault(line => !PercentName.CanBeReadBack(line.Account));
        return tooLong is null ? null : $"The name of the account '{tooLong.Account[..60]}…' is too long.";
    }

    FileStream Hold()
    {
        var path = Path.Combine(directory, LockFile);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new IOException($"The books in {directory} are in use by another process or connection ({LockFile} is locked).", held);
        }
    }

    static string Head(string title)
    {
        var text = new StringWriter();
        HledgerJournal.WriteTitle($"Journal of {title}", text);
        text.Write("; Written by AccountingSync and only ever appended to. A batch counts once its closing line is here.\n\n");
        return text.ToString();
    }
}
