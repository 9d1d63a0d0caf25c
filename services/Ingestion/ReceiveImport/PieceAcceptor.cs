using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>Takes a piece of an import in with one commit: what it says, what was refused of it, and how far the import is.</summary>
sealed class PieceAcceptor(AcceptBatch batch, NpgsqlDataSource database, TimeProvider time)
{
    /// <param name="said">Null when no line of the piece says anything.</param>
    /// <param name="count">What the acceptances of its transactions mean in lines or rows.</param>
    /// <returns>One acceptance per transaction; null when nothing was committed because the import may not go on.</returns>
    public async Task<IReadOnlyList<Acceptance>?> Accept(
        ImportRun run,
        string door,
        Submission? said,
        Func<IReadOnlyList<Acceptance>, ImportCounts> count,
        IReadOnlyList<FieldProblem> refused,
        CancellationToken stop
    )
    {
        async Task<bool> Note(Session session, IReadOnlyList<Acceptance> acceptances)
        {
            await AcceptStore.Tally(session, time.GetUtcNow(), "refused", refused.Count, stop);
            return await ImportStore.Advance(session, run.Mark, count(acceptances), run.ReadBytes, time.GetUtcNow(), stop);
        }

        IReadOnlyList<Acceptance>? accepted = said is not null
            ? (await batch.Accept(run.Organisation, [said], Lane.Batch, (session, all) => Note(session, all[0]), stop))?[0]
            : await Alone(run, session => Note(session, []), stop);
        if (accepted is not null)
            foreach (var problem in refused)
                IngestionMetrics.CountRefused(door, problem.Rule);
        return accepted;
    }

    async Task<IReadOnlyList<Acceptance>?> Alone(ImportRun run, Func<Session, Task<bool>> note, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, run.Organisation, stop);
        if (!await note(session))
            return null;
        await session.Commit(stop);
        return [];
    }
}
