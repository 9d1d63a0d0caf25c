using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Messaging;

namespace AccountingSync.Integration.Tests.Ledger;

/// <summary>The rows of months that are closed, for the books, for those who wait, and for people.</summary>
public sealed class Entries_of_closed_periods
{
    static readonly ClosedPeriodData Later = new(ClosedPeriodData.NextOpenDay);
    Books books = null!;

    [OneTimeSetUp]
    public async Task Open() => books = await Books.Open("periods");

    [OneTimeTearDown]
    public async Task Close() => await books.DisposeAsync();

    [Test]
    public async Task wait_and_are_posted_on_their_own_day_when_two_people_open_it_again()
    {
        await books.Post("waits", Books.Entry("waits", "sale-1"));
        await books.Settled();
        Assert.That(await Decide("waits", "close", "ann"), Is.Null);
        await books.Post("waits", Books.Entry("waits", "sale-2"), Books.Entry("waits", "sale-3", date: new DateOnly(2026, 2, 1)));
        await books.Settled();
        Assert.That(await Days("waits"), Is.EqualTo((string[])["sale-1 2026-01-31", "sale-3 2026-02-01"]));
        Assert.That(await Waiting("waits"), Is.EqualTo(1));
        Assert.That(await books.Heard(nameof(SourceTransactionsHeld), "waits"), Is.EqualTo(1));

        // Delivered once more, the same is nothing new, and other content is told.
        await books.Post("waits", Books.Entry("waits", "sale-2"));
        await books.Post("waits", Books.Entry("waits", "sale-2", amount: 11m));
        await books.Settled();
        Assert.That(await Waiting("waits"), Is.EqualTo(1));
        Assert.That(await books.Reasons("waits"), Has.One.Contains("waits already, with other content"));

        Assert.That(await Decide("waits", "reopen", "ben"), Does.StartWith("Nobody has asked"));
        Assert.That(await Decide("waits", "ask", "ann", "an invoice came"), Is.Null);
        Assert.That(await Decide("waits", "reopen", "ann"), Does.EndWith("somebody else must agree."));
        Assert.That(await Decide("waits", "reopen", "ben"), Is.Null);
        await Eventually.That(() => Waiting("waits"), Is.Zero, "What waited is posted");
        await books.Settled();
        Assert.That(await Days("waits"), Is.EqualTo((string[])["sale-1 2026-01-31", "sale-2 2026-01-31", "sale-3 2026-02-01"]));
        Assert.That(await books.Heard(nameof(JournalEntriesPosted), "waits"), Is.EqualTo(3));
        Assert.That(await Decisions("waits"), Is.EqualTo((string[])["closed by ann", "reopening asked by ann: an invoice came", "reopened by ben"]));
    }

    [Test]
    public async Task are_posted_on_the_next_open_day_with_their_own_kept_when_the_rules_say_so()
    {
        await Decide("later", "close", "ann");
        await Decide("later", "close", "ann", period: "2026-02");
        await books.Post("later", Books.Entry("later", "sale-1") with { ClosedPeriod = Later });
        await books.Settled();
        Assert.That(await Days("later"), Is.EqualTo((string[])["sale-1 2026-03-01 of 2026-01-31"]));

        // The same once more is a duplicate, though it stands on another day.
        await books.Post("later", Books.Entry("later", "sale-1") with { ClosedPeriod = Later });
        await books.Settled();
        Assert.That(await books.Reasons("later"), Is.Empty);
        Assert.That(await books.Count("later"), Is.EqualTo(1));
        var report = await Get("later", "audit");
        Assert.That(report.TryGetProperty("problem", out var problem) && problem.ValueKind != JsonValueKind.Null, Is.False, report.ToString());
    }

    [Test]
    public async Task beyond_the_threshold_wait_for_a_person()
    {
        await Decide("cap", "close", "ann");
        var policy = Later with { ApproveOver = 50m };
        await books.Post(
            "cap",
            Books.Entry("cap", "small", amount: 50m) with
            {
                ClosedPeriod = policy,
            },
            Books.Entry("cap", "large", amount: 50.01m) with
            {
                ClosedPeriod = policy,
            }
        );
        await books.Settled();
        Assert.That(await Days("cap"), Is.EqualTo((string[])["small 2026-02-01 of 2026-01-31"]));
        var waiting = (await Get("cap", "periods/waiting"))[0];
        Assert.That(waiting.GetProperty("reason").GetString(), Does.Contain("50.01 USD is more than 50"));

        var id = waiting.GetProperty("entry").GetProperty("entry_id").GetGuid();
        using var answer = await Post("cap", "periods/waiting/post", new { by = "ben", entry_ids = new[] { id, Guid.NewGuid() } });
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("1"));
        Assert.That(await Days("cap"), Is.EqualTo((string[])["large 2026-02-01 of 2026-01-31", "small 2026-02-01 of 2026-01-31"]));
        Assert.That(await Decisions("cap"), Has.One.StartsWith("posted later by ben"));
    }

    [Test]
    public async Task ask_to_open_it_again_when_the_rules_say_so_and_one_person_agrees()
    {
        await Decide("asks", "close", "ann");
        await books.Post("asks", Books.Entry("asks", "sale-1") with { ClosedPeriod = new(ClosedPeriodData.AskToReopen) });
        await books.Settled();
        Assert.That(await Decide("asks", "decline", "ann", "too late"), Is.Null);
        await books.Post("asks", Books.Entry("asks", "sale-2") with { ClosedPeriod = new(ClosedPeriodData.AskToReopen) });
        await books.Settled();
        Assert.That(await Decide("asks", "reopen", "ann"), Is.Null);
        await Eventually.That(() => Waiting("asks"), Is.Zero, "What waited is posted");
        Assert.That(await Days("asks"), Is.EqualTo((string[])["sale-1 2026-01-31", "sale-2 2026-01-31"]));
    }

    [Test]
    public async Task are_taken_back_on_an_open_day_too()
    {
        await books.Post("back", Books.Entry("back", "sale-1"), Books.Entry("back", "sale-2"));
        await books.Settled();
        await Decide("back", "close", "ann");
        await books.Reverse("back", Books.Reversal("back", "sale-1") with { ClosedPeriod = Later }, Books.Reversal("back", "sale-2"));
        await books.Settled();
        Assert.That(await Days("back"), Is.EqualTo((string[])["sale-1 2026-01-31", "sale-1 2026-02-01 of 2026-01-31", "sale-2 2026-01-31"]));
        Assert.That(await Waiting("back"), Is.EqualTo(1));
        // Nothing is held of it: the sale stands.
        Assert.That(await books.Heard(nameof(SourceTransactionsHeld), "back"), Is.Zero);

        await books.Reverse("back", Books.Reversal("back", "sale-2"));
        await books.Settled();
        Assert.That(await Waiting("back"), Is.EqualTo(1));
        await Decide("back", "ask", "ann");
        await Decide("back", "reopen", "ben");
        await Eventually.That(() => Waiting("back"), Is.Zero, "The reversal is posted");
        Assert.That((await Days("back")).Count(day => day == "sale-2 2026-01-31"), Is.EqualTo(2));
    }

    [Test]
    public async Task that_waited_meet_the_reversal_that_came_for_them_meanwhile()
    {
        await Decide("both", "close", "ann");
        await books.Post("both", Books.Entry("both", "sale-1"));
        await books.Reverse("both", Books.Reversal("both", "sale-1"));
        await books.Settled();
        Assert.That(await books.Count("both"), Is.Zero);
        await Decide("both", "ask", "ann");
        await Decide("both", "reopen", "ben");
        await Eventually.That(() => books.Count("both"), Is.EqualTo(2), "Entry and reversal");
    }

    [Test]
    public async Task never_slip_into_a_period_that_is_being_closed()
    {
        var ids = Enumerable.Range(0, 40).Select(i => $"sale-{i}").ToArray();
        foreach (var id in ids[..20])
            await books.Post("race", Books.Entry("race", id));
        await Decide("race", "close", "ann");
        var closedAt = await books.Office.Read<DateTime>("SELECT closed_at FROM ledger.closed_periods WHERE organisation = 'race'");
        foreach (var id in ids[20..])
            await books.Post("race", Books.Entry("race", id));
        await books.Settled();
        Assert.That(await books.Count("race") + await Waiting("race"), Is.EqualTo(40));
        Assert.That(
            await books.Office.Read<long>(
                $"SELECT count(*) FROM ledger.entries WHERE organisation = 'race' AND posted_at > '{closedAt:O}'::timestamptz"
            ),
            Is.Zero
        );
    }

    async Task<string?> Decide(string organisation, string verb, string by, string? reason = null, string period = "2026-01")
    {
        using var answer = await Post(organisation, $"periods/{period}/{verb}", new { by, reason });
        if (answer.StatusCode == HttpStatusCode.OK)
            return null;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString();
    }

    Task<HttpResponseMessage> Post(string organisation, string path, object body) =>
        books.Service.Internal.PostAsJsonAsync($"{path}?organisation={organisation}", body);

    Task<JsonElement> Get(string organisation, string path) =>
        books.Service.Internal.GetFromJsonAsync<JsonElement>($"{path}?organisation={organisation}");

    Task<long> Waiting(string organisation) =>
        books.Office.Read<long>($"SELECT count(*) FROM ledger.waiting_entries WHERE organisation = '{organisation}'");

    Task<string[]> Days(string organisation) =>
        books.Office.Read<string[]>(
            $"""
            SELECT array_agg(transaction_id || ' ' || entry_date || coalesce(' of ' || original_date, '') ORDER BY transaction_id, seq)
            FROM ledger.entries WHERE organisation = '{organisation}'
            """
        );

    Task<string[]> Decisions(string organisation) =>
        books.Office.Read<string[]>(
            $"""
            SELECT array_agg(decision || ' by ' || decided_by || coalesce(': ' || reason, '') ORDER BY number)
            FROM ledger.period_decisions WHERE organisation = '{organisation}'
            """
        );
}
