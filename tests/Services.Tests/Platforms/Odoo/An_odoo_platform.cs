using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Odoo;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

/// <summary>Our adapter against the sandbox, over real HTTP, by both interfaces.</summary>
[TestFixture(OdooInterface.Json2, 19)]
[TestFixture(OdooInterface.JsonRpc, 17)]
public class An_odoo_platform(OdooInterface protocol, int series) : AccountingPlatformContract
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");

    readonly SettableClock clock = new(SandboxServer.Noon);
    SandboxDatabase database = null!;

    protected override IAccountingPlatform Platform => database.Platform;

    [SetUp]
    public async Task Start_sandbox() => database = await SandboxDatabase.Start(protocol, series, clock);

    [TearDown]
    public async Task Stop_sandbox() => await database.DisposeAsync();

    [TestCase("http_500_after_commit")]
    [TestCase("close_after_commit")]
    public async Task does_not_know_what_happened_when_the_answer_to_posting_is_lost_and_finds_it_by_its_key(string fault)
    {
        // The first is for the call that makes the drafts, and does nothing to it.
        await database.Suffer($$"""{"next":["stale_token","{{fault}}"]}""");

        // An exception with a name makes it look by itself.
        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>().Or.InstanceOf<WriteOutcome.AlreadyThere>());

        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Found>());
        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.AlreadyThere>());
        Assert.That(await database.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task posts_the_draft_that_an_attempt_left_instead_of_another()
    {
        await database.Suffer("""{"next":["close_after_commit"]}""");
        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unknown>());
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>(), "a draft is not in the books");

        Assert.That(await Write(Sale with { Generation = 2 }), Is.InstanceOf<WriteOutcome.Created>());

        Assert.That(await database.Moves(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task makes_no_drafts_twice_though_odoo_says_that_it_failed_after_it_made_them()
    {
        await database.Suffer("""{"next":["http_500_after_commit"]}""");
        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Unknown>());

        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Created>());

        Assert.That(await database.Moves(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task deletes_the_draft_that_an_attempt_left_when_its_entry_is_refused()
    {
        await database.Suffer("""{"next":["close_after_commit"]}""");
        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unknown>());
        await Lock_january();

        Assert.That(await Write(Sale), Is.EqualTo(new WriteOutcome.ClosedPeriod("Odoo's books are locked up to 2026-01-31.")));

        Assert.That(await database.Moves(), Is.Empty);
    }

    [Test]
    public async Task does_not_refuse_what_is_in_the_books()
    {
        await Write(Sale);
        await Lock_january();

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.AlreadyThere>());
    }

    [TestCase("http_500")]
    [TestCase("close_before")]
    [TestCase("html_200")]
    public async Task sends_nothing_while_it_cannot_look_whether_it_is_there(string fault)
    {
        await Know_the_company();
        await database.Suffer($$"""{"next":["{{fault}}"]}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unavailable>());
        Assert.That(await database.CountHeld(Sale.Key), Is.Zero);
        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task waits_while_odoo_takes_no_requests()
    {
        await database.Suffer("""{"outage":true}""");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unavailable>());
    }

    [Test]
    public async Task says_when_it_is_too_fast()
    {
        await Know_the_company();
        await database.Suffer("""{"next":["http_429"]}""");

        Assert.That(await Write(Sale), Is.EqualTo(new WriteOutcome.Throttled(TimeSpan.FromSeconds(60))));
        Assert.That(await database.CountHeld(Sale.Key), Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task reads_the_lock_dates_and_sends_nothing_into_what_is_locked(bool ofTheFiscalYear)
    {
        var lockDate =
            ofTheFiscalYear ? "fiscalyear_lock_date"
            : series >= 18 ? "hard_lock_date"
            : "period_lock_date";
        await database.Set($"\"series\":{series},\"{lockDate}\":\"2026-01-31\"");

        var mixed = await Platform.Write([Sale, PlatformEntries.On(new(2026, 2, 1), "later", [.. Sale.Entry.Lines])], Go);

        Assert.That(mixed[0], Is.EqualTo(new WriteOutcome.ClosedPeriod("Odoo's books are locked up to 2026-01-31.")));
        Assert.That(mixed[1], Is.InstanceOf<WriteOutcome.Created>());
        Assert.That(await database.Moves(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task takes_back_what_odoo_posted_on_a_later_day_because_its_own_was_locked_meanwhile()
    {
        await Know_the_company();
        await database.Set($"\"series\":{series},\"fiscalyear_lock_date\":\"2026-01-31\"");

        var closed = (WriteOutcome.ClosedPeriod)await Write(Sale);

        Assert.That(closed.Reason, Does.Contain("locked up to 2026-01-31").And.Contain("taken back: 2026-02-28"));
        Assert.That(await database.Moves(), Has.Count.EqualTo(1), "only what was there before");
    }

    [Test]
    public async Task takes_back_all_of_a_batch_though_odoo_deletes_the_last_number_only()
    {
        await Know_the_company();
        await database.Set($"\"series\":{series},\"fiscalyear_lock_date\":\"2026-01-31\"");

        Assert.That(await Platform.Write([Sale, Other, PlatformEntries.Sale("s-3")], Go), Has.All.InstanceOf<WriteOutcome.ClosedPeriod>());

        Assert.That(await database.Moves(), Has.Count.EqualTo(1), "only what was there before");
    }

    [Test]
    public async Task cancels_what_an_audit_trail_keeps_and_writes_it_anew_when_its_day_is_open()
    {
        await Know_the_company();
        await database.Set($"\"series\":{series},\"fiscalyear_lock_date\":\"2026-01-31\",\"audit_trail\":true");

        var closed = (WriteOutcome.ClosedPeriod)(await Platform.Write([Sale, Other], Go))[1];

        Assert.That(closed.Reason, Does.Contain("MISC/2026/02/0002 is cancelled and has our key no more").And.Contain("audit trail"));
        Assert.That((await database.Moves()).Count(move => move.GetProperty("state").GetString() == "cancel"), Is.EqualTo(2));
        await database.Set($"\"series\":{series}");
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.That(await Platform.Write([Sale, Other], Go), Has.All.InstanceOf<WriteOutcome.Created>());
        Assert.That(await database.CountHeld(Other.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task leaves_what_cannot_be_taken_back_and_says_what_it_is()
    {
        await Know_the_company();
        await database.Set($"\"series\":{series},\"fiscalyear_lock_date\":\"2026-01-31\",\"secured\":true");

        var created = (WriteOutcome.Created)await Write(Sale);

        Assert.That(created.Document.Date, Is.EqualTo(new DateOnly(2026, 2, 28)));
        Assert.That(await database.CountHeld(Sale.Key), Is.EqualTo(1));
    }

    [Test]
    public async Task passes_on_that_an_account_takes_another_currency_only()
    {
        await database.AddAccount("1100", "assets:bank", "asset_cash", currency: 2);

        var refused = (WriteOutcome.Refused)
            await Write(PlatformEntries.Entry("s-1", new("assets:bank", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m)));

        Assert.That(refused.Reason, Does.Contain("takes lines in EUR only"));
        Assert.That(await database.Moves(), Is.Empty);
    }

    [Test]
    public async Task sees_an_entry_that_was_written_twice()
    {
        await Write(Sale);
        await Somebody_posts(Sale.Key);

        Assert.That(((LookUpOutcome.Doubled)await Platform.LookUp(Sale.Key, Go)).Documents, Has.Count.EqualTo(2));
        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Unknown>());
    }

    [TestCase("""{"draft":true}""", "draft")]
    [TestCase("""{"cancel":true}""", "cancel")]
    [TestCase("""{"reverse":true}""", "taken back by MISC/2026/01/0002")]
    public async Task does_not_take_for_absent_what_somebody_took_out_of_the_books(string change, string how)
    {
        await Write(Sale);
        await database.Edit(Sale.Key, change);

        Assert.That(((LookUpOutcome.Failed)await Platform.LookUp(Sale.Key, Go)).Reason, Does.Contain(how));
        Assert.That(((WriteOutcome.Refused)await Write(Sale)).Reason, Does.Contain(how));
    }

    protected override EntryToWrite Unacceptable(string id) =>
        PlatformEntries.Entry(id, new("expenses:not in the chart", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m));

    protected override Task<int> CountHeld(string key) => database.CountHeld(key);

    async Task Lock_january()
    {
        await database.Set($"\"series\":{series},\"fiscalyear_lock_date\":\"2026-01-31\"");
        clock.Advance(TimeSpan.FromSeconds(11));
    }

    // So that the next call is the one that looks for the key.
    Task<WriteOutcome> Know_the_company() => Write(PlatformEntries.Sale("first"));

    async Task Somebody_posts(string reference)
    {
        var made = await database.Call(
            "account.move/create",
            $$"""
            {"vals_list":[{"move_type":"entry","journal_id":3,"date":"2026-01-31","ref":"{{reference}}","line_ids":[
              [0,0,{"account_id":1,"debit":1}],[0,0,{"account_id":2,"credit":1}]]}]}
            """
        );
        await database.Call("account.move/action_post", $$"""{"ids":{{made.Json}}}""");
    }
}
