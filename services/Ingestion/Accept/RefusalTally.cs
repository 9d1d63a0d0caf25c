using AccountingSync.Accounting;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Accept;

/// <summary>Counts what was refused, so that "received" adds up. Nothing of the refused data is kept.</summary>
sealed class RefusalTally(NpgsqlDataSource database, TimeProvider time)
{
    public async Task Count(string organisation, string door, IReadOnlyList<FieldProblem> refused, CancellationToken stop)
    {
        foreach (var problem in refused)
            IngestionMetrics.CountRefused(door, problem.Rule);
        await using var session = await Session.Begin(database, organisation, stop);
        await AcceptStore.Tally(session, time.GetUtcNow(), "refused", refused.Count, stop);
        await session.Commit(stop);
    }
}
