using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Ingestion;
using AccountingSync.Integration.Tests.Ledger;
using AccountingSync.Integration.Tests.Messaging;
using AccountingSync.LedgerWriter.Audit;
using AccountingSync.Messaging;
using Npgsql;

namespace AccountingSync.Integration.Tests.Faults;

/// <summary>The connection to PostgreSQL is reset at the COMMIT: before the server has it, or after it has answered.</summary>
public sealed class Commits_whose_answer_is_lost
{
    [TestCase(InDoubtProxy.Cut.Before, 0, "accepted")]
    [TestCase(InDoubtProxy.Cut.After, 1, "duplicate")]
    public async Task are_answered_503_at_the_door_and_recognised_when_they_are_sent_again(InDoubtProxy.Cut cut, int stored, string status)
    {
        var settings = new Dictionary<string, string>();
        await using var shop = await Shop.Open("in-doubt", settings);
        var direct = shop.Settings["Postgres:ConnectionString"];
        var dice = new Dice(20);
        await using var proxy = Before(direct, () => Roll(dice, cut));
        await shop.Stop();
        settings["Postgres:ConnectionString"] = Through(proxy, direct);
        await shop.Start();

        var lost = 0;
        for (var number = 0; lost < 10; number++)
        {
            var id = $"sale-{number}";
            if (await shop.Send(Sale.Json(id)) is { Status: 503 } answer)
            {
                lost++;
                Assert.That(answer.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(2)));
                Assert.That(await shop.Office.Read<long>($"SELECT count(*) FROM ingestion.transactions WHERE id = '{id}'"), Is.EqualTo(stored));
                var again = await Eventually.That(() => shop.Send(Sale.Json(id)), Has.Property("Status").EqualTo(202), "The second try");
                Assert.That(again.Statuses, Is.EqualTo(new[] { status }).Or.EqualTo(new[] { "duplicate" }));
            }
        }
        Assert.That(
            await shop.Office.Read<long>("SELECT count(DISTINCT message_id) FROM ingestion.outbox"),
            Is.EqualTo(await shop.Office.Read<long>("SELECT count(*) FROM ingestion.transactions")),
            "each is announced once"
        );
    }

    [Test]
    public async Task are_tried_again_by_the_ledger_which_posts_and_tells_each_once()
    {
        // Disposed with the books.
        var office = await PostOffice.Open("in-doubt-ledger");
        await office.Migrate("ledger", Books.Role, [typeof(AuditReport).Assembly]);
        var direct = office.SettingsOf(Books.Role)["Postgres:ConnectionString"];
        var dice = new Dice(20);
        await using var proxy = Before(direct, () => Roll(dice, InDoubtProxy.Cut.Before, InDoubtProxy.Cut.After));
        var service = await office.Start(
            typeof(AuditReport),
            "ledger",
            Books.Role,
            new Dictionary<string, string> { ["Postgres:ConnectionString"] = Through(proxy, direct), ["RabbitMq:RepublishAfterSeconds"] = "2" }
        );
        await office.Start(
            Queues.Reconciliation,
            reads => reads.Read<EnvelopeWitness<JournalEntriesPosted, PostedEntry>, JournalEntriesPosted, PostedEntry>(Queues.Reconciliation)
        );
        await using var books = new Books(office, service, await office.Start(Queues.Transformation));

        await books.Post([.. Enumerable.Range(0, 100).Select(number => Books.Envelope("shop", Books.Entry("shop", $"sale-{number}")))]);
        await books.Settled();

        TestContext.Progress.WriteLine($"{proxy.CutBefore} commits were lost before the server had them, {proxy.CutAfter} after it had answered");
        Assert.That(proxy.CutBefore, Is.GreaterThan(0));
        Assert.That(proxy.CutAfter, Is.GreaterThan(0));
        Assert.That(await books.Count("shop"), Is.EqualTo(100));
        Assert.That(await books.Heard("JournalEntriesPosted", "shop"), Is.EqualTo(100));
        Assert.That(await office.Read<long>("SELECT count(*) FROM ledger.set_aside"), Is.Zero);
    }

    /// <summary>Every fourth commit, by one of these cuts.</summary>
    static InDoubtProxy.Cut Roll(Dice dice, params InDoubtProxy.Cut[] cuts)
    {
        lock (dice)
            return dice.Below(4) == 0 ? dice.Pick(cuts) : InDoubtProxy.Cut.None;
    }

    static InDoubtProxy Before(string connectionString, Func<InDoubtProxy.Cut> choose) =>
        new(new NpgsqlConnectionStringBuilder(connectionString).Port, choose);

    static string Through(InDoubtProxy proxy, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = proxy.Port }.ConnectionString;
}
