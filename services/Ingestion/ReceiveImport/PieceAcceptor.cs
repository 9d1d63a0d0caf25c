using AccountingSync.Accounting;
using AccountingSync.Ingestion.Accept;
using AccountingSync.Ingestion.ControlImport;
using AccountingSync.Ingestion.Sources;
using AccountingSync.Messaging;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ReceiveImport;

/// <summary>What a file says that the accounts of its source held, and what moved them.</summary>
sealed record ToldAccounts(string Source, IReadOnlyList<AccountPeriod> Periods);

/// <summary>Takes a piece of an import in with one commit: what it says, what was refused of it, and how far the import is.</summary>
sealed class PieceAcceptor(AcceptBatch batch, NpgsqlDataSource database, FreshMessages fresh, TimeProvider time)
{
    /// <param name="said">Null when no line of the piece says anything.</param>
    /// <param name="count">What the acceptances of its transactions mean in lines or rows.</param>
    /// <param name="told">What the piece says of accounts; null when it is of a form that says nothing of any.</param>
    /// <returns>One acceptance per transaction; null when nothing was committed because the import may not go on.</returns>
    public async Task<IReadOnlyList<Acceptance>?> Accept(
        ImportRun run,
        string door,
        Submission? said,
        Func<IReadOnlyList<Acceptance>, ImportCounts> count,
        IReadOnlyList<FieldProblem> refused,
        ToldAccounts? told,
        CancellationToken stop
    )
    {
        async Task<bool> Note(Session session, IReadOnlyList<Acceptance> acceptances)
        {
            await AcceptStore.Tally(session, time.GetUtcNow(), "refused", refused.Count, stop);
            await Tell(session, run.Organisation, told, stop);
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

    async Task Tell(Session session, string organisation, ToldAccounts? told, CancellationToken stop)
    {
        if (told is null or { Periods.Count: 0 })
            return;
        var outbox = new Outbox(fresh);
        foreach (var moved in AccountNews.Movements(organisation, told.Source, told.Periods))
            outbox.Add(moved);
        foreach (var balances in AccountNews.Balances(organisation, told.Source, told.Periods, "file", time.GetUtcNow()))
            outbox.Add(balances);
        await outbox.Flush(session, stop);
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
