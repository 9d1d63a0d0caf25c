using AccountingSync.Postgres;
using AccountingSync.Reconciliation.Collect;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>Messages come in any order.</summary>
public sealed class What_became_of_corrections
{
    const string Name = "acme";
    ReconciliationSchema schema = null!;

    [OneTimeSetUp]
    public async Task Create_schema() => schema = await ReconciliationSchema.Create("corrections_told");

    [OneTimeTearDown]
    public async Task Close() => await schema.DisposeAsync();

    [TestCase("parked", "corrected", "corrected")]
    [TestCase("corrected", "parked", "corrected")]
    [TestCase("parked", "altered", "altered")]
    [TestCase("parked", "parked", "parked")]
    [TestCase("refused", "corrected", "refused")]
    public async Task is_what_was_told_first_unless_it_was_given_up(string first, string second, string expected)
    {
        var id = Guid.CreateVersion7();
        await Tell(id, first);
        await Tell(id, second);

        await using var session = await Session.Begin(schema.Service, Name, CancellationToken.None);
        await using var command = session.Command(
            $"SELECT string_agg(outcome, ' ') FROM reconciliation.source_corrections WHERE correction = '{id}'"
        );
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(expected));
    }

    async Task Tell(Guid id, string outcome)
    {
        await using var session = await Session.Begin(schema.Service, Name, CancellationToken.None);
        await using var notes = new Notes(session);
        SourceCorrectionStore.Ended(notes, [new EndedCorrection(id, "till", "sale-1", "category", outcome, DateTimeOffset.UnixEpoch)]);
        await notes.Write(CancellationToken.None);
        await session.Commit(CancellationToken.None);
    }
}
