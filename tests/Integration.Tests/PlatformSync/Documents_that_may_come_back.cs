using AccountingSync.Accounting;
using AccountingSync.Contracts;
using AccountingSync.Integration.Tests.Servers;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Integration.Tests.PlatformSync;

public sealed class Documents_that_may_come_back
{
    const string Organisation = "corner-shop";
    const string Role = "platform_sync_again";
    const string Password = "not-a-secret";
    static readonly CancellationToken Go = CancellationToken.None;
    static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    NpgsqlDataSource database = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        var created = await TestServers.CreateDatabase("come-back");
        await Migrator.Apply(
            created.AdminConnectionString,
            new SchemaOwner("platform", Role, Password),
            [typeof(Database).Assembly, typeof(Outbox).Assembly, typeof(IAccountingPlatform).Assembly],
            Go
        );
        database = NpgsqlDataSource.Create(created.ConnectionStringFor(Role, Password));
    }

    [OneTimeTearDown]
    public async Task Close() => await database.DisposeAsync();

    [Test]
    public async Task are_read_again_though_they_are_known_to_be_gone_and_an_edit_is_noted_when_one_is_found()
    {
        await InSession(session => PushStore.Enqueue(session, "books", [Entry("sale-1"), Entry("sale-2"), Entry("sale-3")], Noon, Go));
        var pushes = await InSession(session => PushStore.Claim(session, "books", 2, Noon, Go));
        var found = pushes.Select((push, i) => (Push: push, Document: Document(push, $"{i + 41}", otherDay: i == 1))).ToList();

        var outbox = new Outbox(new FreshMessages(new() { Service = "platform-sync", Broker = new Uri("amqp://nobody") }, TimeProvider.System));
        await InSession(async session =>
        {
            await PushStore.Record(session, [.. found.Select(pair => PushResult.Written(pair.Push, pair.Document, Noon))], Noon, Go);
            await FoundEdits.Tell(session, outbox, found, Noon, Go);
            await PushStore.NoteChange(session, pushes[0].Id, "deleted", version: null, "It is gone.", Noon, Go);
            return true;
        });

        Assert.That(outbox.Mark, Is.EqualTo(1), "the news of the edit");
        var again = await InSession(session => PushStore.WrittenAfter(session, "books", Guid.Empty, 10, Go));
        Assert.That(again.Select(document => document.PlatformId), Is.EquivalentTo(new[] { "41", "42" }));
        var gone = await Stored(pushes[0]);
        var edited = await Stored(pushes[1]);
        Assert.That((gone.Change, gone.Version), Is.EqualTo(("deleted", "v41")));
        Assert.That((edited.Change, edited.Version), Is.EqualTo(("edited", "v42")));
    }

    static PlatformDocument Document(Push push, string id, bool otherDay) =>
        new(id, $"v{id}", push.Key, push.ToEntry().Date.AddDays(otherDay ? 1 : 0), push.ToEntry().Lines);

    async Task<Push> Stored(Push push) => (await InSession(session => PushStore.Find(session, push.Id, Go)))!;

    async Task<T> InSession<T>(Func<Session, Task<T>> work)
    {
        await using var session = await Session.Begin(database, Organisation, Go);
        var result = await work(session);
        await session.Commit(Go);
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
