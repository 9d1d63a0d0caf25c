using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Servers;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class Pushes_between_two_senders
{
    const string Organisation = "corner-shop";
    const string Role = "platform_sync_tests";
    const string Password = "not-a-secret";
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    static readonly DateTimeOffset Later = Noon.AddSeconds(80);
    NpgsqlDataSource database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        var created = await TestServers.CreateDatabase("two-senders");
        await Migrator.Apply(
            created.AdminConnectionString,
            new SchemaOwner("platform", Role, Password),
            [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(IAccountingPlatform).Assembly],
            CancellationToken.None
        );
        database = NpgsqlDataSource.Create(created.ConnectionStringFor(Role, Password));
    }

    [OneTimeTearDown]
    public async Task Close() => await database.DisposeAsync();

    [Test]
    public async Task an_answer_after_the_hand_over_is_not_recorded()
    {
        var push = await Claimed("sale-1");
        await InSession(session => PushStore.GiveUpSending(session, "books", Later, CancellationToken.None));

        var recorded = await Record(PushResult.Of(push, new WriteOutcome.Unavailable("Nobody answers."), Later));

        Assert.That(recorded, Is.Empty);
        Assert.That((await Stored(push)).State, Is.EqualTo("unknown"));
    }

    [Test]
    public async Task an_answer_to_an_earlier_attempt_is_not_recorded_for_the_next_one()
    {
        var push = await Claimed("sale-2");
        await Record(PushResult.Of(push, new WriteOutcome.Unavailable("Nobody answers."), Noon));
        var next = await Claim(Noon.AddMinutes(1));

        var recorded = await Record(PushResult.Of(push, new WriteOutcome.Throttled(TimeSpan.Zero), Later));

        Assert.That(recorded, Is.Empty);
        Assert.That((await Stored(push)).Attempts, Is.EqualTo(next.Attempts).And.EqualTo(2));
    }

    [Test]
    public async Task what_was_not_answered_may_have_been_sent_until_then()
    {
        var answered = await Claimed("sale-3");
        await Record(PushResult.Of(answered, new WriteOutcome.Unknown("The connection broke."), Later));
        var interrupted = await Claimed("sale-4");
        await InSession(session => PushStore.GiveUpSending(session, "books", Later, CancellationToken.None));

        Assert.That(answered.SentAt, Is.EqualTo(Noon));
        Assert.That((await Stored(answered)).SentAt, Is.EqualTo(Later));
        Assert.That((await Stored(interrupted)).SentAt, Is.EqualTo(Later));
    }

    [Test]
    public async Task what_had_its_turn_is_not_in_the_line_any_more()
    {
        await Claimed("sale-5");
        Assert.That(await FirstInLine(), Is.Null);
        await InSession(session => PushStore.Enqueue(session, "books", [Entry("sale-6")], Noon.AddSeconds(1), CancellationToken.None));
        await InSession(session => PushStore.Enqueue(session, "books", [Entry("sale-7")], Noon.AddSeconds(2), CancellationToken.None));
        Assert.That(await FirstInLine(), Is.EqualTo(Noon.AddSeconds(1)));
        var turn = await InSession(session => PushStore.Claim(session, "books", 1, Later, CancellationToken.None));
        await Record(PushResult.Of(turn.Single(), new WriteOutcome.Throttled(TimeSpan.Zero), Later));

        Assert.That(await FirstInLine(), Is.EqualTo(Noon.AddSeconds(2)), "sale 6 is tried again, which is another matter");
        await InSession(session => PushStore.Claim(session, "books", 10, Later, CancellationToken.None));
    }

    Task<DateTimeOffset?> FirstInLine() => InSession(session => PushStore.FirstInLine(session, "books", CancellationToken.None));

    async Task<Push> Claimed(string id)
    {
        await InSession(session => PushStore.Enqueue(session, "books", [Entry(id)], Noon, CancellationToken.None));
        return await Claim(Noon);
    }

    async Task<Push> Claim(DateTimeOffset now) =>
        (await InSession(session => PushStore.Claim(session, "books", 10, now, CancellationToken.None))).Single();

    Task<HashSet<Guid>> Record(PushResult result) => InSession(session => PushStore.Record(session, [result], Later, CancellationToken.None));

    async Task<Push> Stored(Push push) => (await InSession(session => PushStore.Find(session, push.Id, CancellationToken.None)))!;

    async Task<T> InSession<T>(Func<Session, Task<T>> work)
    {
        await using var session = await Session.Begin(database, Organisation, CancellationToken.None);
        var result = await work(session);
        await session.Commit(CancellationToken.None);
        return result;
    }

    static PostedEntry Entry(string id) =>
        new()
        {
            ReceivedAt = Noon,
            PostedAt = Noon,
            Entry = new JournalEntryData
            {
                EntryId = EntryId.For(Organisation, "front-shop", id, 1, EntryPart.Entry),
                Source = "front-shop",
                TransactionId = id,
                Revision = 1,
                Part = EntryPart.Entry,
                Date = new DateOnly(2026, 1, 31),
                Description = "a sale",
                RuleSet = "retail",
                RuleVersion = 1,
                Rule = "sale",
                RuleHash = "abc",
                Lines = [new JournalLineData("assets:cash", "USD", 10m), new JournalLineData("income:sales", "USD", -10m)],
            },
        };
}
