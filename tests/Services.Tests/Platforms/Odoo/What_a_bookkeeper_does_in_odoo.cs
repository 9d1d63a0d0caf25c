using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

public class What_a_bookkeeper_does_in_odoo
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");

    static readonly DateTimeOffset Since = SandboxServer.Noon.AddMinutes(-1);

    readonly SettableClock clock = new(SandboxServer.Noon);
    SandboxDatabase database = null!;
    PlatformDocument written = null!;

    [SetUp]
    public async Task Write_a_sale()
    {
        database = await SandboxDatabase.Start(clock: clock);
        written = ((WriteOutcome.Created)(await database.Platform.Write([Sale], Go))[0]).Document;
    }

    [TearDown]
    public async Task Stop_sandbox() => await database.DisposeAsync();

    [Test]
    public async Task nothing_is_the_same_document_in_the_same_version()
    {
        var page = await Changes();

        Assert.That(page.Changes.Single().Document!.Version, Is.EqualTo(written.Version));
        Assert.That(page.Until, Is.EqualTo(SandboxServer.Noon), "the time of the answer, so that polls move on");
    }

    [Test]
    public async Task another_amount_on_another_day_is_told()
    {
        await database.Edit(Sale.Key, """{"line":0,"amount":208.00,"date":"2026-02-02"}""");

        var edited = (await Changes()).Changes.Single().Document!;

        Assert.That(edited.Date, Is.EqualTo(new DateOnly(2026, 2, 2)));
        Assert.That(edited.Lines[0].Amount, Is.EqualTo(208m));
        Assert.That(edited.Version, Is.Not.EqualTo(written.Version), "though both are of one second");
        Assert.That(edited.PlatformId, Is.EqualTo(written.PlatformId));
    }

    [Test]
    public async Task another_account_of_a_line_alone_is_told_though_the_entry_is_not_newer()
    {
        await database.AddAccount("4100", "income:other", "income");
        await database.Edit(Sale.Key, """{"line":1,"account":"4100","in_the_list":true}""");

        Assert.That((await Changes()).Changes.Single().Document!.Lines[1].Account, Is.EqualTo("income:other"));
    }

    [TestCase("""{"draft":true}""")]
    [TestCase("""{"cancel":true}""")]
    [TestCase("""{"reverse":true}""")]
    [TestCase("""{"reverse":true,"date":"2026-02-03"}""")]
    public async Task what_is_out_of_the_books_counts_as_deleted(string change)
    {
        await database.Edit(Sale.Key, change);

        var told = (await Changes()).Changes.Single();

        Assert.That((told.PlatformId, told.Document), Is.EqualTo((written.PlatformId, (PlatformDocument?)null)));
    }

    [Test]
    public async Task what_is_posted_again_is_in_the_books_again()
    {
        await database.Edit(Sale.Key, """{"draft":true}""");
        await database.Edit(Sale.Key, """{"post":true}""");

        Assert.That((await Changes()).Changes.Single().Document!.Lines, Has.Count.EqualTo(3));
    }

    [TestCase("""{"draft":true}""")]
    [TestCase("""{"delete":true}""")]
    public async Task a_reversal_that_is_undone_restores_the_entry_though_nobody_touched_it(string undo)
    {
        await database.Edit(Sale.Key, """{"reverse":true}""");
        var gone = (ChangeDecision.Changed)ChangeDecision.For(await Again(database.Platform), Push, byKey: null);
        await database.Edit("Reversal of: MISC/2026/01/0001", undo);
        var there = await Again(database.Platform);

        var back = (ChangeDecision.Changed)
            ChangeDecision.For(there, Push with { Change = gone.Change, Version = gone.Version ?? Push.Version }, byKey: null);

        Assert.That(there.Document!.Version, Is.EqualTo(written.Version));
        Assert.That((gone.Change, back.Change), Is.EqualTo(("deleted", "restored")));
        Assert.That(ChangeDecision.For(there, Push with { Change = back.Change }, byKey: null), Is.InstanceOf<ChangeDecision.Nothing>());
    }

    [Test]
    public async Task another_mapping_of_an_account_is_no_change_of_what_is_there()
    {
        var mapped = database.Connect(new Dictionary<string, string> { ["income:shop"] = "4000" });

        var again = await Again(mapped);

        Assert.That(again.Document!.Lines[1].Account, Is.EqualTo("income:shop"));
        Assert.That(again.Document.Version, Is.EqualTo(written.Version));
        Assert.That(ChangeDecision.For(again, Push, byKey: null), Is.InstanceOf<ChangeDecision.Nothing>());
    }

    [TestCase("refused", 1)]
    [TestCase("parked", 1)]
    [TestCase("pending", 0)]
    public async Task what_bears_the_key_of_an_entry_that_was_refused_or_given_up_is_ours(string state, int adopted)
    {
        var found = ChangeDecision.Adopted((await Changes()).Changes, [PlatformEntries.PushOf(Sale) with { State = state }]).ToList();

        Assert.That(found.Select(pair => pair.Document.PlatformId), Is.EqualTo(Enumerable.Repeat(written.PlatformId, adopted)));
    }

    [Test]
    public async Task what_was_edited_before_it_was_found_is_told_when_it_is_found()
    {
        await database.Edit(Sale.Key, """{"date":"2026-02-02"}""");
        var push = PlatformEntries.PushOf(Sale) with { State = "sending" };

        var answers = new PushAnswers([push], await database.Platform.Write([Sale], Go), SandboxServer.Noon);

        var (_, document) = answers.Differing(new HashSet<Guid> { push.Id }).Single();
        var edit = ChangeDecision.WhenFound(push, document)!;
        Assert.That((edit.Change, edit.Version), Is.EqualTo(("edited", document.Version)));
        Assert.That(edit.Detail, Is.EqualTo("date is 2026-02-02, sent 2026-01-31"));
    }

    [Test]
    public async Task a_key_that_was_taken_off_does_not_hide_the_entry()
    {
        await database.Edit(Sale.Key, """{"ref":"something else"}""");

        Assert.That((await Changes()).Changes.Single().Document!.Key, Is.EqualTo("something else"));
    }

    [Test]
    public async Task a_deletion_is_told_to_nobody_and_found_when_it_is_read_again()
    {
        var other = ((WriteOutcome.Created)(await database.Platform.Write([PlatformEntries.Sale("s-2")], Go))[0]).Document;
        await database.Edit(Sale.Key, """{"delete":true}""");

        var again = (ChangesOutcome.Page)await database.Platform.ReadAgain([written.PlatformId, other.PlatformId], Go);

        Assert.That((await Changes()).Changes.Select(change => change.PlatformId), Is.EqualTo(new[] { other.PlatformId }));
        Assert.That(again.Changes[0], Has.Property("PlatformId").EqualTo(written.PlatformId).And.Property("Document").Null);
        Assert.That(again.Changes[1].Document!.Version, Is.EqualTo(other.Version));
    }

    [Test]
    public async Task a_draft_that_never_was_posted_is_told_to_nobody()
    {
        await database.Suffer("""{"next":["close_after_commit"]}""");
        await database.Platform.Write([PlatformEntries.Sale("s-2")], Go);

        Assert.That((await Changes()).Changes.Select(change => change.PlatformId), Is.EqualTo(new[] { written.PlatformId }));
    }

    [Test]
    public async Task there_are_no_changes_later_than_the_last()
    {
        var page = (ChangesOutcome.Page)await database.Platform.ReadChanges(SandboxServer.Noon.AddSeconds(1), Go);

        Assert.That(page.Changes, Is.Empty);
    }

    Push Push => PlatformEntries.PushOf(Sale) with { State = "written", PlatformId = written.PlatformId, Version = written.Version };

    async Task<PlatformChange> Again(IHidesDeletions platform) =>
        ((ChangesOutcome.Page)await platform.ReadAgain([written.PlatformId], Go)).Changes.Single();

    async Task<ChangesOutcome.Page> Changes() => (ChangesOutcome.Page)await database.Platform.ReadChanges(Since, Go);
}
