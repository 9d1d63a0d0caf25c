using AccountingSync.Accounting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;

namespace AccountingSync.Integration.Tests.PlainText;

[Category("Tools")]
public class Books_that_the_plain_text_platform_wrote
{
    string folder = "";

    [SetUp]
    public void Make_folder() => folder = Directory.CreateTempSubdirectory("books").FullName;

    [TearDown]
    public void Remove_folder() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task pass_hledger_and_bean_check_after_many_batches_and_a_crash_in_between()
    {
        var entries = NastyEntries.All.Select(entry => new EntryToWrite(entry, PlatformKey.For(entry.Id), 1)).ToList();
        foreach (var batch in entries.Chunk(17))
        {
            using (var platform = new PlainTextPlatform(folder, "Nasty ; \"books\""))
                await platform.Write(batch, CancellationToken.None);
            // Half a batch, as a crash leaves it.
            await File.AppendAllTextAsync(Path.Combine(folder, PlainTextPlatform.JournalFile), "2026-01-31 (HALF) x\n    Assets:Half  1.00 U");
            await File.AppendAllTextAsync(Path.Combine(folder, PlainTextPlatform.BeancountFile), "2026-01-31 * \"x\" \"y\n");
        }
        new PlainTextPlatform(folder).Dispose();

        await Tool.Run("hledger", "check", "--strict", "-f", Path.Combine(folder, PlainTextPlatform.JournalFile));
        await Tool.Run("bean-check", Path.Combine(folder, PlainTextPlatform.BeancountFile));
        var codes = await Tool.Run("hledger", "tags", "--values", "entry", "-f", Path.Combine(folder, PlainTextPlatform.JournalFile));
        var held = codes.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var writable = entries.Where(entry => entry.Entry.Lines.All(line => line.Account.Length < 1_000));
        Assert.That(held, Is.EquivalentTo(writable.Select(entry => entry.Entry.Id.ToString("D"))));
    }
}
