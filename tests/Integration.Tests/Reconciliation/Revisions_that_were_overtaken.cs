using AccountingSync.Reconciliation.Match;
using Npgsql;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Held until a later revision came: nothing waits any more, however long ago it was to be told.</summary>
public sealed class Revisions_that_were_overtaken
{
    static readonly DateTimeOffset Overdue = SettableClock.Start.AddDays(14);
    static readonly DateTimeOffset Later = Overdue.AddDays(1);
    static int organisations;
    ReconciliationSchema schema = null!;
    SettableClock clock = null!;
    Organisation organisation = null!;
    string name = "";

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("overtaken");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [SetUp]
    public async Task Hold_some()
    {
        name = $"organisation-{Interlocked.Increment(ref organisations)}";
        clock = new SettableClock { Now = Later };
        organisation = new Organisation(schema.Service, name, clock);
        foreach (var id in new[] { "charge-1", "charge-2" })
            await organisation.Hears(
                Say.Received(name, id),
                Say.Held(name, id, "awaits-settlement", overdue: Overdue.AddDays(-1)),
                Say.Received(name, id, revision: 2),
                Say.Posted(name, id, revision: 2)
            );
        await organisation.Hears(Say.Received(name, "refund"), Say.Held(name, "refund", "awaits-original", overdue: Overdue));
    }

    Task<List<TransactionName>> Suspects(int limit) =>
        organisation.Read(session => SuspectQueries.For(session, new CompareScope.Everything(), Later, limit).Overdue(CancellationToken.None));

    async Task<long> InIndex()
    {
        await using var connection = new NpgsqlConnection(schema.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"SELECT count(*) FROM reconciliation.source_transactions WHERE outcome = 'held' AND overdue_at IS NOT NULL AND organisation = '{name}'",
            connection
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Test]
    public async Task do_not_take_the_place_of_what_waits() =>
        Assert.That(await Suspects(limit: 1), Is.EqualTo(new[] { new TransactionName(Say.Source, "refund") }));

    [Test]
    public async Task are_not_looked_at_by_every_run()
    {
        Assert.That(await InIndex(), Is.EqualTo(3));
        await organisation.RunsARound();

        Assert.That(await InIndex(), Is.EqualTo(1), "the refund still waits");
        Assert.That(await organisation.Open(), Is.EqualTo(new[] { "held_too_long refund 1" }));
    }

    [Test]
    public async Task stay_out_when_they_are_held_once_more()
    {
        await organisation.RunsARound();
        await organisation.Hears(Say.Held(name, "charge-1", "awaits-settlement", clock.Now, Overdue));
        await organisation.RunsARound();

        Assert.That(await InIndex(), Is.EqualTo(1));
        Assert.That(await organisation.Open(), Is.EqualTo(new[] { "held_too_long refund 1" }));
    }
}
