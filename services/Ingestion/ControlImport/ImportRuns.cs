using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary>Begins to read files.</summary>
sealed class ImportRuns([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time, ILogger<ImportRuns> log)
{
    /// <summary>For whoever sends a file. Who sends it again goes on with the same import, and whoever sent it before does not.</summary>
    public async Task<ImportRun> Begin(string organisation, ImportIdentity identity, CancellationToken stop) =>
        await Begin(organisation, identity, fromAny: true, stop) ?? throw new System.Diagnostics.UnreachableException("Any reader is overtaken.");

    /// <summary>For whoever finds a file.</summary>
    /// <returns>Null when somebody else reads it.</returns>
    public Task<ImportRun?> BeginUnlessRead(string organisation, ImportIdentity identity, CancellationToken stop) =>
        Begin(organisation, identity, fromAny: false, stop);

    /// <summary>The last import of a file in a watched folder that has ended, if the file was not moved out since.</summary>
    public async Task<ImportRecord?> NotMoved(string organisation, ImportIdentity identity, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await ImportStore.NotMoved(session, identity.Fingerprint, stop);
    }

    public async Task<ImportRecord?> Find(string organisation, Guid import, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        return await ImportStore.Find(session, import, locked: false, stop);
    }

    public async Task NoteMoved(string organisation, Guid import, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, organisation, stop);
        await ImportStore.NoteMoved(session, import, stop);
        await session.Commit(stop);
    }

    async Task<ImportRun?> Begin(string organisation, ImportIdentity identity, bool fromAny, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var mark = new ImportMark(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        await using var session = await Session.Begin(database, organisation, stop);
        if (await ImportStore.Claim(session, mark, identity, now, fromAny ? null : now - ImportRecord.Silence, stop) is not { } id)
            return null;
        await session.Commit(stop);
        return new ImportRun(database, time, log, organisation, mark with { Id = id });
    }
}
