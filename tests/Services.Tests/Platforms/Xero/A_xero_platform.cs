using AccountingSync.PlatformSync.Platforms;

namespace AccountingSync.Services.Tests.Platforms.Xero;

/// <summary>Our adapter against the sandbox, over real HTTP.</summary>
public class A_xero_platform : AccountingPlatformContract
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");

    SandboxOrganisation organisation = null!;

    protected override IAccountingPlatform Platform => organisation.Platform;

    [SetUp]
    public async Task Start_sandbox() => organisation = await SandboxOrganisation.Start(TimeSpan.FromSeconds(5));

    [TearDown]
    public async Task Stop_sandbox() => await organisation.DisposeAsync();

    [TestCase("http_500_after_commit")]
    [TestCase("close_after_commit")]
    [TestCase("truncate")]
    public async Task does_not_know_what_happened_when_the_answer_is_lost_after_the_work_and_finds_it_by_its_key(string fault)
    {
        await Know_the_organisation();
        await organisation.Suffer($$"""{"next":["{{fault}}"]}""");

        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>());

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Found>());
        Assert.That(await organisation.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [TestCase("http_500")]
    [TestCase("close_before")]
    [TestCase("html_200")]
    public async Task does_not_know_what_happened_when_nothing_did_and_finds_nothing_by_its_key(string fault)
    {
        await Know_the_organisation();
        await organisation.Suffer($$"""{"next":["{{fault}}"]}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unknown>());

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());
        Assert.That(await Write(Sale with { Generation = 2 }), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task takes_a_new_token_when_the_old_one_has_expired()
    {
        await organisation.Suffer("""{"next":["expired_token"]}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(organisation.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task says_when_it_is_too_fast_and_sends_nothing_until_it_may()
    {
        await Know_the_organisation();
        await organisation.Suffer("""{"next":["http_429"]}""");

        Assert.That(await Write(Sale), Is.EqualTo(new WriteOutcome.Throttled(TimeSpan.FromSeconds(60))));
        Assert.That(await organisation.CountHeld(Sale.Key), Is.Zero);
    }

    [TestCase("period_lock_date")]
    [TestCase("end_of_year_lock_date")]
    public async Task reads_the_lock_dates_and_sends_nothing_into_what_is_locked(string lockDate)
    {
        await organisation.Set($"\"{lockDate}\":\"2026-01-31\"");

        var mixed = await Platform.Write([Sale, PlatformEntries.On(new(2026, 2, 1), "later", [.. Sale.Entry.Lines])], Go);

        Assert.That(mixed[0], Is.EqualTo(new WriteOutcome.ClosedPeriod("Xero's books are locked up to 2026-01-31.")));
        Assert.That(mixed[1], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task understands_that_a_period_was_locked_meanwhile()
    {
        await Know_the_organisation();
        await organisation.Set("\"period_lock_date\":\"2026-01-31\"");

        Assert.That(((WriteOutcome.ClosedPeriod)await Write(Sale)).Reason, Does.Contain("currently set at 31-Jan-2026"));
    }

    [Test]
    public async Task refuses_another_currency_than_the_organisations()
    {
        await organisation.Set("\"base_currency\":\"NZD\"");

        Assert.That(((WriteOutcome.Refused)await Write(Sale)).Reason, Does.Contain("base currency, NZD").And.Contain("USD"));
        Assert.That(await organisation.Posted(), Is.Empty);
    }

    [TestCase("BANK")]
    [TestCase("INVENTORY")]
    public async Task passes_on_that_manual_journals_are_kept_off_an_account(string type)
    {
        await organisation.AddAccount("1100", "assets:bank", type);

        var refused = (WriteOutcome.Refused)
            await Write(PlatformEntries.Entry("s-1", new("assets:bank", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m)));

        Assert.That(refused.Reason, Is.EqualTo("Account code '1100' is not a valid code for this document."));
    }

    [Test]
    public async Task sees_an_entry_that_was_written_twice()
    {
        await Write(Sale);
        await Write(Sale with { Generation = 2 });

        Assert.That(((LookUpOutcome.Doubled)await Platform.LookUp(Sale.Key, Go)).Documents, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task does_not_take_for_absent_what_somebody_voided()
    {
        await Write(Sale);
        await organisation.Edit(Sale.Key, """{"void":true}""");

        Assert.That(((LookUpOutcome.Failed)await Platform.LookUp(Sale.Key, Go)).Reason, Does.Contain("VOIDED"));
    }

    [Test]
    public async Task reads_what_it_wrote_and_what_a_bookkeeper_did_as_changes()
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var sale = Document(await Write(Sale));
        var other = Document(await Write(Other));
        await organisation.Edit(Sale.Key, """{"line":0,"amount":208.00,"date":"2026-02-02"}""");
        await organisation.Edit(Other.Key, """{"void":true}""");

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(since, Go);

        var edited = page.Changes.Single(change => change.PlatformId == sale.PlatformId).Document!;
        Assert.That(edited.Date, Is.EqualTo(new DateOnly(2026, 2, 2)));
        Assert.That(edited.Lines[0].Amount, Is.EqualTo(208m));
        Assert.That(edited.Version, Is.Not.EqualTo(sale.Version));
        Assert.That(page.Changes.Single(change => change.PlatformId == other.PlatformId).Document, Is.Null, "void");
        Assert.That(page.Until, Is.GreaterThan(since.AddMinutes(1).AddSeconds(-2)), "the time of the answer, so that polls move on");
    }

    [Test]
    public async Task has_no_changes_later_than_the_last()
    {
        await Write(Sale);

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(TimeProvider.System.GetUtcNow().AddMinutes(1), Go);

        Assert.That(page.Changes, Is.Empty);
    }

    protected override EntryToWrite Unacceptable(string id) =>
        PlatformEntries.Entry(id, new("expenses:not in the chart", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m));

    protected override Task<int> CountHeld(string key) => organisation.CountHeld(key);

    // So that the next call is the one that writes.
    Task<WriteOutcome> Know_the_organisation() => Write(PlatformEntries.Sale("first"));
}
