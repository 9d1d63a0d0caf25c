using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.Platforms.Tryton;
using AccountingSync.Services.Tests.Platforms;

namespace AccountingSync.Integration.Tests.Tryton;

/// <summary>Our adapter against Debian's Tryton: nothing of it is played.</summary>
[Parallelizable]
public class A_tryton_platform : AccountingPlatformContract
{
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");
    static readonly EntryToWrite Other = PlatformEntries.Sale("s-2");

    readonly List<IDisposable> open = [];
    TrytonCompany? opened;
    IAccountingPlatform platform = null!;

    protected override IAccountingPlatform Platform => platform;

    TrytonCompany Books => opened!;

    [OneTimeSetUp]
    public async Task Open_company() => opened = await TrytonCompany.Open(PlatformEntries.Clearing, PlatformEntries.Sales, PlatformEntries.Tax);

    [OneTimeTearDown]
    public void Close_company() => opened?.Dispose();

    [SetUp]
    public async Task Empty_books()
    {
        await Books.Empty();
        platform = Connect();
    }

    [TearDown]
    public void Close_connections()
    {
        foreach (var one in open)
            one.Dispose();
        open.Clear();
    }

    [Test]
    public async Task says_which_account_is_missing_before_anything_is_written()
    {
        var refused = (WriteOutcome.Refused)await Write(Unacceptable("bad"));

        Assert.That(refused.Reason, Is.EqualTo("The account 'expenses:not in the chart' is not in the Tryton chart: add it or map it."));
        Assert.That(await Books.Rows($"SELECT id::text FROM account_move WHERE company = {Books.Id}"), Is.Empty);
    }

    [Test]
    public async Task takes_an_account_by_the_code_that_is_configured_and_a_dot_for_a_colon()
    {
        await Books.AddAccount("Main cash", "1000");
        await Books.AddAccount("assets.bank.main");
        platform = Connect(codes: new() { ["assets:cash"] = "1000" });

        var created = Document(await Write(PlatformEntries.Entry("s-1", new("assets:cash", "USD", 5m), new("assets:bank:main", "USD", -5m))));

        Assert.That(PlatformEntries.Facts(created.Lines), Is.EqualTo(new[] { "assets:bank:main -5.00 USD", "assets:cash 5.00 USD" }));
    }

    [Test]
    public async Task asks_for_a_party_where_an_account_does_and_gives_the_one_that_is_configured()
    {
        await Books.AddAccount("assets:receivable", more: new JsonObject { ["party_required"] = true });
        var entry = PlatformEntries.Entry("s-1", new("assets:receivable", "USD", 5m), new(PlatformEntries.Sales, "USD", -5m));

        Assert.That(((WriteOutcome.Refused)await Write(entry)).Reason, Does.Contain("asks for a party").And.Contain("setting 'party'"));

        platform = Connect(party: TrytonCompany.Party);
        Assert.That(await Write(entry), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task refuses_another_currency_than_the_companys_and_an_account_that_asks_for_a_second()
    {
        var euros = PlatformEntries.Sale("s-1", currency: "EUR");
        Assert.That(((WriteOutcome.Refused)await Write(euros)).Reason, Does.Contain("kept in USD").And.Contain("a line in EUR only"));

        await Books.AddAccount("assets:abroad", more: new JsonObject { ["second_currency"] = await Books.Currency("EUR") });
        var abroad = PlatformEntries.Entry("s-2", new("assets:abroad", "USD", 5m), new(PlatformEntries.Sales, "USD", -5m));
        Assert.That(((WriteOutcome.Refused)await Write(abroad)).Reason, Does.Contain("'assets:abroad' asks for an amount in a second currency"));
    }

    [Test]
    public async Task sends_nothing_into_a_closed_period_and_writes_its_mates()
    {
        await Books.Close("2026-01");

        var mixed = await Platform.Write([Sale, PlatformEntries.On(new(2026, 2, 1), "later", [.. Sale.Entry.Lines])], Go);

        Assert.That(mixed[0], Is.EqualTo(new WriteOutcome.ClosedPeriod("Tryton's period 2026-01 is closed.")));
        Assert.That(mixed[1], Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task understands_that_a_period_was_closed_meanwhile_and_leaves_no_draft_behind()
    {
        await Write(Other);
        await Books.Close("2026-01");

        var closed = (WriteOutcome.ClosedPeriod)await Write(Sale);

        Assert.That(closed.Reason, Does.StartWith("Tryton's period 2026-01 is closed."));
        Assert.That(await Books.Drafts(), Is.Zero);
    }

    [Test]
    public async Task says_that_there_is_no_period_for_a_day()
    {
        var refused = (WriteOutcome.Refused)await Write(PlatformEntries.On(new(2031, 1, 1), "s-1", [.. Sale.Entry.Lines]));

        Assert.That(refused.Reason, Does.StartWith("Tryton has no period for 2031-01-01: create the fiscal year"));
    }

    [Test]
    public async Task does_not_take_a_draft_for_an_entry_and_posts_it_instead_of_another()
    {
        await Write(Sale);
        await Books.Rows($"UPDATE account_move SET state = 'draft' WHERE company = {Books.Id} RETURNING state");
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Absent>());

        Assert.That(await Write(Sale with { Generation = 2 }), Is.InstanceOf<WriteOutcome.Created>());

        Assert.That(await Books.MovesOf(Sale.Key), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task does_not_post_a_draft_that_somebody_changed()
    {
        await Write(Sale);
        await Books.Rows($"UPDATE account_move SET state = 'draft', date = '2026-01-30' WHERE company = {Books.Id} RETURNING state");

        Assert.That(((WriteOutcome.Refused)await Write(Sale)).Reason, Does.StartWith("Somebody changed the draft"));

        Assert.That(await Books.Posted(), Is.Empty);
    }

    [Test]
    public async Task sees_an_entry_that_was_copied_and_posted_there()
    {
        await Write(Sale);
        var copy = await Books.Copy(await Books.MoveOf(Sale.Key));
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Found>(), "The copy is a draft.");
        await Books.Post(copy);

        Assert.That(((LookUpOutcome.Doubled)await Platform.LookUp(Sale.Key, Go)).Documents, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task does_not_take_for_absent_what_somebody_cancelled_and_does_not_write_it_again()
    {
        await Write(Sale);
        await Books.Post(await Books.Cancel(await Books.MoveOf(Sale.Key)));

        Assert.That(((LookUpOutcome.Failed)await Platform.LookUp(Sale.Key, Go)).Reason, Does.Contain("it is cancelled by"));
        Assert.That(((WriteOutcome.Refused)await Write(Sale)).Reason, Does.Contain("it is cancelled by"));
    }

    [Test]
    public async Task reads_what_it_wrote_and_what_a_bookkeeper_did_as_changes()
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var kept = PlatformEntries.Sale("kept");
        var documents = (await Platform.Write([Sale, Other, kept], Go)).Select(Document).ToList();
        await Books.Post(await Books.Cancel(await Books.MoveOf(Sale.Key)));
        var half = await Books.Cancel(await Books.MoveOf(Other.Key));
        await Books.Rows(
            $"UPDATE account_move_line SET debit = round(debit / 2, 2), credit = round(credit / 2, 2) WHERE move = {half} RETURNING id::text"
        );
        await Books.Post(half);
        await Books.Cancel(await Books.MoveOf(kept.Key));

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(since, Go);

        var changes = page.Changes.ToDictionary(change => change.PlatformId, change => change.Document);
        Assert.That(changes[documents[0].PlatformId], Is.Null, "cancelled");
        var edited = changes[documents[1].PlatformId]!;
        Assert.That(PlatformEntries.Facts(edited.Lines.GroupBy(line => line.Account).Select(Sum)), Does.Contain("income:sales -50.00 USD"));
        Assert.That(edited.Version, Is.Not.EqualTo(documents[1].Version));
        Assert.That(changes[documents[2].PlatformId]!.Version, Is.EqualTo(documents[2].Version), "a cancellation that is not posted changes nothing");
        Assert.That(page.Until, Is.GreaterThan(since.AddMinutes(1).AddSeconds(-2)), "the time of the answer, so that polls move on");
    }

    [Test]
    public async Task tells_nothing_of_what_is_a_draft()
    {
        var since = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        await Write(Sale);
        await Books.Copy(await Books.MoveOf(Sale.Key));

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(since, Go);

        Assert.That(page.Changes.Select(change => change.Document?.Key), Is.EqualTo(new[] { Sale.Key }), "The one that is in the books.");
    }

    [Test]
    public async Task has_no_changes_later_than_the_last()
    {
        await Write(Sale);

        var page = (ChangesOutcome.Page)await Platform.ReadChanges(TimeProvider.System.GetUtcNow().AddMinutes(1), Go);

        Assert.That(page.Changes, Is.Empty);
    }

    [Test]
    public async Task signs_in_again_when_the_session_has_ended()
    {
        await Write(Other);
        await Books.Rows("DELETE FROM ir_session WHERE id = (SELECT max(id) FROM ir_session) RETURNING key");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.Created>());
    }

    [Test]
    public async Task says_that_a_person_must_sign_in_when_the_password_is_wrong()
    {
        platform = Connect(password: "wrong");

        Assert.That(await Write(Sale), Is.InstanceOf<WriteOutcome.SignInNeeded>());
        Assert.That(await Platform.LookUp(Sale.Key, Go), Is.InstanceOf<LookUpOutcome.Failed>());
    }

    [Test]
    public async Task says_what_is_wrong_with_a_database_or_journal_that_is_not_there()
    {
        platform = Connect(journal: "NONE");
        Assert.That(((WriteOutcome.Unavailable)await Write(Sale)).Reason, Does.Contain("no journal with the code 'NONE'"));

        platform = Connect(database: "nowhere");
        Assert.That(((WriteOutcome.Unavailable)await Write(Sale)).Reason, Does.Contain("no database 'nowhere'"));
    }

    protected override EntryToWrite Unacceptable(string id) =>
        PlatformEntries.Entry(id, new("expenses:not in the chart", "USD", 1m), new(PlatformEntries.Sales, "USD", -1m));

    protected override async Task<int> CountHeld(string key) => (await Books.Posted()).Count(description => description == key);

    static Accounting.JournalLine Sum(IGrouping<string, Accounting.JournalLine> lines) => new(lines.Key, "USD", lines.Sum(line => line.Amount));

    TrytonPlatform Connect(
        string? password = null,
        string? party = null,
        string journal = TrytonCompany.Journal,
        string? database = null,
        Dictionary<string, string>? codes = null
    )
    {
        var http = new HttpClient { BaseAddress = Books.Server.Address, Timeout = Timeout.InfiniteTimeSpan };
        var atOnce = new ConcurrencyLimiter(new() { PermitLimit = TrytonPlatform.CallsAtOnce, QueueLimit = int.MaxValue });
        open.AddRange([http, atOnce]);
        var options = new TrytonOptions
        {
            Database = database ?? Books.Server.Database.Name,
            User = TrytonServer.Administrator,
            Company = Books.Name,
            Journal = journal,
            Party = party,
            AccountCodes = codes ?? [],
        };
        return new(http, options, _ => Task.FromResult<string?>(password ?? TrytonServer.Password), atOnce, TimeProvider.System);
    }
}
