using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;

namespace AccountingSync.Services.Tests.Platforms.PlainText;

public class Writing_to_a_disk_that_fails
{
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");

    PlainTextBooks books = new();
    bool fullAfterHalf;
    int flushesThatFail;
    int skipWrites;

    [SetUp]
    public void Open_books()
    {
        books = new();
        (fullAfterHalf, flushesThatFail, skipWrites) = (false, 0, 0);
        books.Open(new DiskAccess(Write, Flush));
    }

    [TearDown]
    public void Remove_books() => books.Dispose();

    [Test]
    public async Task says_unavailable_when_the_disk_is_full_and_leaves_nothing_behind()
    {
        var before = await File.ReadAllTextAsync(books.JournalPath);
        fullAfterHalf = true;

        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Unavailable>());
        Assert.That(await File.ReadAllTextAsync(books.JournalPath), Is.EqualTo(before));

        fullAfterHalf = false;
        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task says_unknown_when_nobody_can_tell_what_is_on_the_disk_and_wants_to_be_opened_again()
    {
        flushesThatFail = 2;

        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Unknown>());
        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Unavailable>());

        books.Open();
        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Created>().Or.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(await books.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task says_created_when_only_the_copy_failed_and_catches_up_later()
    {
        (fullAfterHalf, skipWrites) = (true, 1);

        Assert.That((await books.Write(Sale))[0], Is.InstanceOf<WriteOutcome.Created>());
        Assert.That((await books.Write(PlatformEntries.Sale("s-2")))[0], Is.InstanceOf<WriteOutcome.Unavailable>());

        books.Open();
        Assert.That(await File.ReadAllTextAsync(books.BeancountPath), Does.Contain(Sale.Key));
    }

    [Test]
    public async Task stops_writing_when_somebody_else_changed_the_journal()
    {
        await books.Write(Sale);
        await File.AppendAllTextAsync(books.JournalPath, "; mine\n");

        var outcome = (await books.Write(PlatformEntries.Sale("s-2")))[0];

        Assert.That(((WriteOutcome.Unavailable)outcome).Reason, Does.Contain("somebody else"));
    }

    void Write(Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlyMemory<byte> bytes, long offset)
    {
        if (!fullAfterHalf || skipWrites-- > 0)
        {
            RandomAccess.Write(file, bytes.Span, offset);
            return;
        }
        RandomAccess.Write(file, bytes.Span[..(bytes.Length / 2)], offset);
        throw new IOException("No space left on device");
    }

    void Flush(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        if (flushesThatFail-- > 0)
            throw new IOException("Input/output error");
        RandomAccess.FlushToDisk(file);
    }
}
