using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.PlainText;

namespace AccountingSync.Services.Tests.Platforms.PlainText;

public class A_plain_text_platform : AccountingPlatformContract
{
    PlainTextBooks books = new();

    protected override IAccountingPlatform Platform => books.Platform;

    [SetUp]
    public void Open_books()
    {
        books = new();
        books.Open();
    }

    [TearDown]
    public void Remove_books() => books.Dispose();

    [Test]
    public async Task says_that_nobody_can_tell_whether_it_was_edited()
    {
        await Write(PlatformEntries.Sale("s-1"));

        var changes = await Platform.ReadChanges(DateTimeOffset.UnixEpoch, CancellationToken.None);

        Assert.That(Platform.Capabilities.DetectsChanges, Is.False);
        Assert.That(((ChangesOutcome.Page)changes).Changes, Is.Empty);
    }

    [Test]
    public async Task keeps_memo_tax_code_and_dimensions()
    {
        var held = Document(await Write(PlatformEntries.Sale("s-1")));

        Assert.That(held.Lines[0].Memo, Is.EqualTo("card"));
        Assert.That(held.Lines[0].Dimensions, Is.EqualTo(new Dictionary<string, string> { ["location"] = "main-street" }));
        Assert.That(held.Lines[2].TaxCode, Is.EqualTo("NY/sales"));
    }

    [Test]
    public void refuses_a_second_instance_on_the_same_directory() =>
        Assert.That(() => new PlainTextPlatform(books.Directory), Throws.InstanceOf<IOException>().With.Message.Contains("in use"));

    [Test]
    public void refuses_a_key_that_would_not_stay_one_word() =>
        Assert.That(async () => await Write(PlatformEntries.Sale("s-1") with { Key = "A) B" }), Throws.InstanceOf<ArgumentException>());

    [Test]
    public async Task refuses_an_account_name_that_ledger_could_not_read()
    {
        var name = "Assets:" + new string('x', 2_000);

        var outcome = await Write(PlatformEntries.Entry("s-1", new(name, "USD", 1m), new("Income:Sales", "USD", -1m)));

        Assert.That(((WriteOutcome.Refused)outcome).Reason, Does.Contain("too long"));
    }

    protected override EntryToWrite Unacceptable(string id) =>
        PlatformEntries.On(new DateOnly(1850, 1, 1), id, new("Assets:A", "USD", 1m), new("Assets:B", "USD", -1m));

    protected override Task<int> CountHeld(string key) => books.CountHeld(key);
}
