using System.Diagnostics;
using AccountingSync.Ingestion.Access;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.Pulls;

/// <summary>One pull of a connection: takes it up, works at it, and says how that ended. One process at a time does so, whoever began it.</summary>
sealed class PullWork(
    PullPages pages,
    PullRun run,
    PullAccount account,
    Connections connections,
    NpgsqlDataSource database,
    TimeProvider time,
    ILogger<PullWork> log
)
{
    static readonly TimeSpan ReleaseWithin = TimeSpan.FromSeconds(5);

    /// <param name="asked">A person asked for it.</param>
    /// <param name="orphaned">The process that was at it is known to be dead: nobody waits until it was silent for long.</param>
    public async Task Do(string organisation, string name, bool asked, bool orphaned, CancellationToken stop)
    {
        if (await PullStore.Find(database, organisation, name, stop) is not { Paused: false } pull)
            return;
        var now = time.GetUtcNow();
        if (!asked && !pull.Schedule.IsOpen(now))
        {
            // What a standstill made miss is caught up at once, whatever the clock says.
            log.LogInformation("The pull of {Connection} waits: its window is closed now", name);
            return;
        }
        var connection =
            await connections.Find(name, stop) ?? throw new InvalidOperationException($"The connection '{name}' does not exist any more.");
        var list = pages.ListOf(connection.SourceSystem) ?? throw new UnreachableException($"Nobody adds a pull of {connection.SourceSystem}.");
        var mark = new PullMark(Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var silentSince = orphaned ? now : now - PullRunRecord.Silence;
        var span = PullSpan.After(pull.AskedUntil, pull.Overlap, list.Reach, now);
        if (await Claim(pull, mark, span, silentSince, stop) is not { } claimed)
        {
            log.LogInformation("The pull of {Connection} is left to the process that works at it", name);
            return;
        }
        await Finish(pull, connection, claimed, mark with { Id = claimed.Id }, asked, stop);
    }

    async Task<PullRunRecord?> Claim(PullRecord pull, PullMark mark, PullSpan span, DateTimeOffset silentSince, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, pull.Organisation, stop);
        var claimed = await PullRunStore.Claim(session, mark, pull.Connection, pull.AskedUntil, span, time.GetUtcNow(), silentSince, stop);
        await session.Commit(stop);
        return claimed;
    }

    async Task Finish(PullRecord pull, Connection connection, PullRunRecord claimed, PullMark mark, bool asked, CancellationToken stop)
    {
        var outcome = (PullOutcome)new PullOutcome.Interrupted("It was stopped in the middle.");
        try
        {
            outcome = await Work(pull, connection, claimed, mark, asked, stop);
        }
        finally
        {
            // Whoever comes next need not wait until this one is taken for dead.
            using var limit = new CancellationTokenSource(ReleaseWithin, time);
            await Say(pull, claimed, mark, outcome, limit.Token);
        }
    }

    async Task<PullOutcome> Work(PullRecord pull, Connection connection, PullRunRecord claimed, PullMark mark, bool asked, CancellationToken stop)
    {
        if (connection.Secrets.ApiKey is null)
            return new PullOutcome.Failed("The connection has no API key, so the source cannot be asked. Add one ('acsync connections add').");
        var listed = claimed.Listed ? new PullOutcome.Done() : await run.List(pull, connection, claimed, mark, asked, stop);
        return listed is PullOutcome.Done ? new PullOutcome.Done(await account.Tell(pull, connection, claimed, stop)) : listed;
    }

    async Task Say(PullRecord pull, PullRunRecord claimed, PullMark mark, PullOutcome outcome, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, pull.Organisation, stop);
        switch (outcome)
        {
            case PullOutcome.Done(var but):
                await PullRunStore.End(session, mark, done: true, but, time.GetUtcNow(), stop);
                if (but is not null)
                    log.LogWarning("The pull of {Connection} is done, but: {But}", pull.Connection, but);
                if (claimed is { LostFrom: { } from, LostUntil: { } until })
                    log.LogWarning(
                        "{Connection} does not tell any more what happened from {From} to {Until}: import its files of these days",
                        pull.Connection,
                        from,
                        until
                    );
                break;
            case PullOutcome.Failed(var why):
                await PullRunStore.End(session, mark, done: false, why, time.GetUtcNow(), stop);
                log.LogError("The pull of {Connection} failed: {Why}", pull.Connection, why);
                break;
            case PullOutcome.Interrupted(var why):
                await PullRunStore.Release(session, mark, why, time.GetUtcNow(), stop);
                log.LogWarning("The pull of {Connection} does not go on now: {Why}", pull.Connection, why);
                break;
            default:
                throw new UnreachableException();
        }
        await session.Commit(stop);
    }
}
