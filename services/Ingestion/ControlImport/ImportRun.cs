using System.Diagnostics;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.Ingestion.ControlImport;

/// <summary>The reading of one file, from its beginning to its end, to the next cut or to the end of this process. Between two pieces it heeds what was asked
/// of the import: while that is paused it waits.</summary>
sealed class ImportRun : IAsyncDisposable
{
    static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan SayAgain = ImportRecord.Silence / 4;
    static readonly TimeSpan ReleaseWithin = TimeSpan.FromSeconds(5);

    readonly NpgsqlDataSource database;
    readonly TimeProvider time;
    readonly ILogger log;
    readonly CancellationTokenSource ended = new();
    readonly Task saying;

    public ImportRun(NpgsqlDataSource database, TimeProvider time, ILogger log, string organisation, ImportMark mark)
    {
        this.database = database;
        this.time = time;
        this.log = log;
        Organisation = organisation;
        Mark = mark;
        saying = SayThatWeRead();
    }

    public string Organisation { get; }
    public ImportMark Mark { get; }

    /// <summary>How much of the file was read until the piece that comes next.</summary>
    public long ReadBytes { get; set; }

    /// <summary>Takes a piece in, as soon as that may be.</summary>
    /// <param name="piece">False when it could not be committed, because the import may not go on at the moment.</param>
    /// <returns>Null when it is taken in.</returns>
    public async Task<ImportOutcome?> Take(Func<Task<bool>> piece, CancellationToken stop)
    {
        while (!await piece())
            if (await WaitUntilItMayGoOn(stop) is { } end)
                return end;
        return null;
    }

    /// <summary>Notes how the reading came out.</summary>
    /// <returns>What became of the import, which somebody may have cancelled at the last moment.</returns>
    public async Task<ImportOutcome> End(ImportOutcome outcome, CancellationToken stop)
    {
        while (true)
        {
            switch (outcome)
            {
                case ImportOutcome.Done when await TryEnd(ImportState.Done, why: null, stop):
                case ImportOutcome.Broken(var line, var message) when await TryEnd(ImportState.Broken, $"From line {line} on: {message}", stop):
                case ImportOutcome.Cancelled or ImportOutcome.TakenOver:
                    return outcome;
                default:
                    if (await WaitUntilItMayGoOn(stop) is { } end)
                        return end;
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await saying;
        ended.Dispose();
        using var limit = new CancellationTokenSource(ReleaseWithin, time);
        try
        {
            await using var session = await Session.Begin(database, Organisation, limit.Token);
            await ImportStore.Release(session, Mark, time.GetUtcNow(), limit.Token);
            await session.Commit(limit.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException || DatabaseFaults.MayPass(fault))
        {
            log.LogInformation("Import {Import} is not read any more, which will be known in a minute: {Fault}", Mark.Id, fault.Message);
        }
    }

    async Task<ImportOutcome?> WaitUntilItMayGoOn(CancellationToken stop)
    {
        while (true)
        {
            switch (await Look(stop))
            {
                case null:
                    return new ImportOutcome.TakenOver();
                case ImportState.Running:
                    return null;
                case ImportState.Paused:
                    await Task.Delay(LookAgain, time, stop);
                    break;
                case ImportState.Cancelled:
                    return new ImportOutcome.Cancelled();
                default:
                    throw new UnreachableException("Only who reads a file comes to its end.");
            }
        }
    }

    async Task<bool> TryEnd(ImportState state, string? why, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, Organisation, stop);
        if (await ImportStore.Look(session, Mark, time.GetUtcNow(), stop) != ImportState.Running)
            return false;
        var import = await ImportStore.Find(session, Mark.Id, locked: true, stop) ?? throw new UnreachableException("An import is never deleted.");
        await ImportStore.Change(session, import.In(state, time.GetUtcNow(), why), stop);
        await session.Commit(stop);
        return true;
    }

    async Task<ImportState?> Look(CancellationToken stop)
    {
        await using var session = await Session.Begin(database, Organisation, stop);
        var state = await ImportStore.Look(session, Mark, time.GetUtcNow(), stop);
        await session.Commit(stop);
        return state;
    }

    /// <summary>A piece may be long in coming, from its sender or from the batch lane.</summary>
    async Task SayThatWeRead()
    {
        using var timer = new PeriodicTimer(SayAgain, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended.Token))
                try
                {
                    await Look(ended.Token);
                }
                catch (Exception fault) when (DatabaseFaults.MayPass(fault))
                {
                    log.LogDebug("That import {Import} is read cannot be said now: {Fault}", Mark.Id, fault.Message);
                }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The file is at its end, or its sender is gone.
        }
    }
}
