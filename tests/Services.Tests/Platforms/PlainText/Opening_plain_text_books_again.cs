using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.PlainText;

public class Opening_plain_text_books_again
{
    PlainTextBooks books = new();

    [SetUp]
    public void Make_books()
    {
        books = new();
        books.Open();
    }

    [TearDown]
    public void Remove_books() => books.Dispose();

    [Test]
    public async Task finds_everything_that_was_written()
    {
        var sales = Enumerable.Range(1, 20).Select(i => PlatformEntries.Sale($"s-{i} é", net: i)).ToArray();
        await books.Write(sales[..7]);
        await books.Write(sales[7..]);

        books.Open();

        foreach (var sale in sales)
        {
            var found = (LookUpOutcome.Found)await books.LookUp(sale);
            Assert.That(PlatformEntries.Facts(found.Document.Lines), Is.EqualTo(PlatformEntries.Facts(sale.Entry.Lines)));
        }
        Assert.That(await books.Write(sales), Has.All.InstanceOf<WriteOutcome.AlreadyThere>());
    }

    [Test]
    public async Task declares_nothing_twice()
    {
        await books.Write(PlatformEntries.Sale("s-1"));
        books.Open();
        await books.Write(PlatformEntries.Sale("s-2"));
        books.Close();

        foreach (var path in new[] { books.JournalPath, books.BeancountPath })
        {
            var lines = await File.ReadAllLinesAsync(path);
            var declarations = lines.Where(line =>
                line.StartsWith("account ", StringComparison.Ordinal) || line.Contains(" open ", StringComparison.Ordinal)
            );
            Assert.That(declarations, Is.Unique.And.Exactly(3).Items);
        }
    }

    [Test]
    public async Task after_a_crash_at_any_byte_of_a_batch_holds_the_whole_batch_or_nothing_of_it()
    {
        var (before, lost) = (PlatformEntries.Sale("before"), PlatformEntries.Sale("lost"));
        await books.Write(before);
        var whole = new FileInfo(books.JournalPath).Length;
        await books.Write(lost, PlatformEntries.Sale("lost too"));
        books.Close();
        var bytes = await File.ReadAllBytesAsync(books.JournalPath);

        for (var length = (int)whole; length < bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(books.JournalPath, bytes[..length]);
            books.Open();
            Assert.That(await books.LookUp(before), Is.InstanceOf<LookUpOutcome.Found>(), $"{length}");
            Assert.That(await books.LookUp(lost), Is.InstanceOf<LookUpOutcome.Absent>(), $"{length}");
            books.Close();
            Assert.That(new FileInfo(books.JournalPath).Length, Is.EqualTo(whole));
        }
        books.Open();
        Assert.That((await books.Write(lost))[0], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task keeps_an_unfinished_tail_for_people_to_see()
    {
        await books.Write(PlatformEntries.Sale("s-1"));
        books.Close();
        await File.AppendAllTextAsync(books.JournalPath, "2026-01-31 (ASHALF) half an ent");

        books.Open();

        var kept = Directory.GetFiles(books.Directory, "*.unfinished-*");
        Assert.That(kept, Has.Length.EqualTo(1));
        Assert.That(await File.ReadAllTextAsync(kept[0]), Is.EqualTo("2026-01-31 (ASHALF) half an ent"));
        Assert.That(await File.ReadAllTextAsync(books.JournalPath), Does.Not.Contain("ASHALF"));
    }

    [Test]
    public async Task takes_a_batch_with_a_hole_for_unfinished_even_where_its_marker_is_there()
    {
        var sale = PlatformEntries.Sale("s-1");
        var start = new FileInfo(books.JournalPath).Length;
        await books.Write(sale);
        books.Close();
        var bytes = await File.ReadAllBytesAsync(books.JournalPath);
        bytes.AsSpan((int)start, 40).Clear();
        await File.WriteAllBytesAsync(books.JournalPath, bytes);

        books.Open();

        Assert.That(await books.LookUp(sale), Is.InstanceOf<LookUpOutcome.Absent>());
        Assert.That((await books.Write(sale))[0], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task refuses_a_journal_that_somebody_edited()
    {
        await books.Write(PlatformEntries.Sale("s-1"));
        await books.Write(PlatformEntries.Sale("s-2"));
        books.Close();
        var text = await File.ReadAllTextAsync(books.JournalPath);
        await File.WriteAllTextAsync(books.JournalPath, text.Replace("108.00", "109.00", StringComparison.Ordinal));

        Assert.That(() => books.Open(), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("batch 1,"));
        Assert.That(await File.ReadAllTextAsync(books.JournalPath), Does.Contain("109.00"));
    }

    [Test]
    public async Task refuses_a_journal_that_lost_a_batch_in_its_middle()
    {
        await books.Write(PlatformEntries.Sale("s-1"));
        var (from, to) = ((int)new FileInfo(books.JournalPath).Length, 0);
        await books.Write(PlatformEntries.Sale("s-2"));
        to = (int)new FileInfo(books.JournalPath).Length;
        await books.Write(PlatformEntries.Sale("s-3"));
        books.Close();
        var bytes = await File.ReadAllBytesAsync(books.JournalPath);
        await File.WriteAllBytesAsync(books.JournalPath, [.. bytes[..from], .. bytes[to..]]);

        Assert.That(() => books.Open(), Throws.InstanceOf<InvalidDataException>());
    }
}
