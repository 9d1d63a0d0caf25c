namespace AccountingSync.Services.Tests.Platforms.PlainText;

public class The_beancount_copy
{
    PlainTextBooks books = new();
    string expected = "";

    [SetUp]
    public async Task Write_books()
    {
        books = new();
        books.Open();
        await books.Write(PlatformEntries.Sale("s-1"), PlatformEntries.Sale("s-2 ; | %41"));
        await books.Write(PlatformEntries.Sale("s-3"));
        books.Close();
        expected = await File.ReadAllTextAsync(books.BeancountPath);
    }

    [TearDown]
    public void Remove_books() => books.Dispose();

    [Test]
    public async Task catches_up_wherever_a_crash_left_it()
    {
        var bytes = await File.ReadAllBytesAsync(books.BeancountPath);
        for (var length = 0; length < bytes.Length; length += 7)
        {
            await File.WriteAllBytesAsync(books.BeancountPath, bytes[..length]);
            await Expect_the_same_after_opening($"{length}");
        }
    }

    [Test]
    public async Task is_made_anew_where_it_was_removed()
    {
        File.Delete(books.BeancountPath);
        await Expect_the_same_after_opening("removed");
    }

    [Test]
    public async Task is_made_anew_where_it_was_edited()
    {
        await File.WriteAllTextAsync(books.BeancountPath, expected.Replace("108.00", "109.00", StringComparison.Ordinal));
        await Expect_the_same_after_opening("edited");
    }

    [Test]
    public async Task is_made_anew_where_it_belongs_to_another_journal()
    {
        using var others = new PlainTextBooks();
        others.Open();
        await others.Write(PlatformEntries.Sale("other"));
        others.Close();
        File.Copy(others.BeancountPath, books.BeancountPath, overwrite: true);

        await Expect_the_same_after_opening("another's");
    }

    async Task Expect_the_same_after_opening(string what)
    {
        books.Open();
        books.Close();
        Assert.That(await File.ReadAllTextAsync(books.BeancountPath), Is.EqualTo(expected), what);
    }
}
