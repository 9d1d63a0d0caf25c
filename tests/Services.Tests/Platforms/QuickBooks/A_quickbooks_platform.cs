using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.QuickBooks;

/// <summary>Our adapter against the sandbox, over real HTTP.</summary>
public class A_quickbooks_platform : AccountingPlatformContract
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");

    SandboxCompany company = null!;

    protected override IAccountingPlatform Platform => company.Platform;

    [SetUp]
    public async Task Start_sandbox() => company = await SandboxCompany.Start(TimeSpan.FromSeconds(5));

    [TearDown]
    public async Task Stop_sandbox() => await company.DisposeAsync();

    [TestCase("http_500_after_commit")]
    [TestCase("close_after_commit")]
    [TestCase("truncate")]
    public async Task does_not_know_what_happened_when_the_answer_is_lost_after_the_work_and_finds_it_by_its_key(string fault)
    {
        await Platform.Write([PlatformEntries.Sale("first, so that the chart is read")], Go);
        await company.Suffer($$"""{"next":["{{fault}}"]}""");

        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>());

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Found>());
        Assert.That(await company.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [TestCase("http_500")]
    [TestCase("close_before")]
    [TestCase("html_200")]
    public async Task does_not_know_what_happened_when_nothing_did_and_finds_nothing_by_its_key(string fault)
    {
        await Platform.Write([PlatformEntries.Sale("first, so that the chart is read")], Go);
        await company.Suffer($$"""{"next":["{{fault}}"]}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unknown>());

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
        Assert.That(await Write(Sale with { Generation = 2 }), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task is_answered_with_the_first_answer_when_it_repeats_a_lost_attempt()
    {
        await Platform.Write([PlatformEntries.Sale("first, so that the chart is read")], Go);
        await company.Suffer("""{"next":["close_after_commit"]}""");
        await Platform.Write([Sale, Other], Go);

        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Created>());
        Assert.That(await company.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task gives_up_waiting_for_an_answer()
    {
        await using var slow = await SandboxCompany.Start(TimeSpan.FromMilliseconds(300));
        await slow.Platform.Write([Other], Go);
        await slow.Suffer("""{"delay_ms":60000}""");

        Assert.That((await slow.Platform.Write([Sale], Go))[0], Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [Test]
    public async Task takes_a_new_token_when_the_old_one_has_expired()
    {
        await company.Suffer("""{"next":["expired_token"]}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(company.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task says_when_it_is_too_fast()
    {
        await company.Suffer("""{"next":["http_429"]}""");

        Assert.That(await Write(Sale), Is.EqualTo(new WriteOutcome.Throttled(TimeSpan.FromSeconds(60))));
    }

    [Test]
    public async Task says_that_the_books_are_closed()
    {
        await company.Post("sandbox/preferences", $$"""{"realm":"{{SandboxCompany.Realm}}","book_close_date":"2026-01-31"}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.ClosedPeriod>());
        var mixed = await Platform.Write([Other, PlatformEntries.On(new(2026, 2, 1), "later", [.. Sale.Entry.Lines])], Go);
        Assert.That(mixed[0], Is.InstanceOf<WriteOutcome.ClosedPeriod>());
        Assert.That(mixed[1], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task finds_its_own_entry_where_numbers_must_be_unique()
    {
        await company.Post("sandbox/preferences", $$"""{"realm":"{{SandboxCompany.Realm}}","refuse_duplicate_doc_numbers":true}""");
        var first = Document(await Write(Sale));

        var again = await Platform.Write([Sale with { Generation = 2 }, Other], Go);

        Assert.That(((WriteOutcome.AlreadyThere)again[0]).Document.PlatformId, Is.EqualTo(first.PlatformId));
        Assert.That(await company.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task sees_an_entry_that_was_written_twice()
    {
        await Write(Sale);
        await Write(Sale with { Generation = 2 });

        var doubled = (LookUpOutcome.Doubled)await Platform.LookUp(Sale.Key, Go);

        Assert.That(doubled.Documents, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task reads_what_it_wrote_and_what_was_deleted_there_as_changes()
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var written = Document(await Write(Sale));
        var deleted = Document(await Write(Other));
        await company.Post(
            SandboxCompany.Company + "journalentry?operation=delete",
            $$"""{"Id":"{{deleted.PlatformId}}","SyncToken":"{{deleted.Version}}"}"""
        );

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(since, Go);

        Assert.That(page.Changes.Single(change => change.PlatformId == written.PlatformId).Document?.Key, Is.EqualTo(Sale.Key));
        Assert.That(page.Changes.Single(change => change.PlatformId == deleted.PlatformId).Document, Is.Null);
        Assert.That(page.Until, Is.GreaterThanOrEqualTo(since));
    }

    protected override EntryToWrite Unacceptable(string id) =>
        PlatformEntries.Entry(id, new("expenses:not in the chart", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m));

    protected override Task<int> CountHeld(string key) => company.CountHeld(key);
}
