using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;

namespace AccountingSync.Services.Tests.Platforms.PlainText;

/// <summary>A directory of books that lasts for one test, and a platform on it that can be closed and opened.</summary>
sealed class PlainTextBooks : IDisposable
{
    PlainTextPlatform? open;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("books").FullName;
    public string JournalPath => Path.Combine(Directory, PlainTextPlatform.JournalFile);
    public string BeancountPath => Path.Combine(Directory, PlainTextPlatform.BeancountFile);
    public PlainTextPlatform Platform => open ?? throw new InvalidOperationException("Closed.");

    public PlainTextPlatform Open(DiskAccess? disk = null)
    {
        Close();
        return open = new(Directory, "Acme", disk);
    }

    public void Close()
    {
        open?.Dispose();
        open = null;
    }

    public Task<IReadOnlyList<WriteOutcome>> Write(params EntryToWrite[] entries) => Platform.Write(entries, CancellationToken.None);

    public Task<LookUpOutcome> LookUp(EntryToWrite entry) => Platform.LookUp(entry.Key, CancellationToken.None);

    public async Task<int> CountHeld(string key) =>
        (await File.ReadAllLinesAsync(JournalPath)).Count(line => line.Contains($" ({key}) ", StringComparison.Ordinal));

    public void Dispose()
    {
        Close();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
