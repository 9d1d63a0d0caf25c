using System.Diagnostics;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.PushEntries;

/// <summary>Writes one connection's entries to its platform: note the intent, commit, send, record the answer, commit. One worker per
/// connection over all processes, by an advisory lock; what a lost worker was sending is unknown and goes to the saga.</summary>
sealed class PushWorker(
    NpgsqlDataSource database,
    [FromKeyedServices(Database.Quiet)] NpgsqlDataSource quiet,
    ConnectionTurns turns,
    PlatformFactory platforms,
    FreshMessages fresh,
    TimeProvider time,
    ILogger<PushWorker> log
)
{
    static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    public async Task Run(PlatformConnection connection, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var turn = await turns.Take(connection, stop);
                if (turn is not null)
                    await Work(connection, turn, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The next turn opens the platform anew.
                platforms.Forget(connection.Organisation, connection.Connection);
                log.LogError(fault, "Pushing to {Connection} of {Organisation} pauses", connection.Connection, connection.Organisation);
            }
            await Task.Delay(PauseAfterFault, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Work(PlatformConnection connection, ConnectionTurn turn, CancellationToken stop)
    {
        await HandOverLost(connection, stop);
        while (!stop.IsCancellationRequested)
        {
            await turn.StillHeld(stop);
            if (await PushSome(connection, platforms.For(connection), stop) == 0)
                await Task.Delay(Idle, time, stop);
        }
    }

    /// <summary>We have the turn, so nobody is sending: whatever is marked so was interrupted.</summary>
    async Task HandOverLost(PlatformConnection connection, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, connection.Organisation, stop);
        var lost = await PushStore.GiveUpSending(session, connection.Connection, time.GetUtcNow(), stop);
        if (lost.Count == 0)
            return;
        var outbox = new Outbox(fresh);
        foreach (var push in lost)
            outbox.Add(PushNews.Unknown(push, "The sender stopped before the answer was recorded."));
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        log.LogWarning(
            "{Count} pushes to {Connection} of {Organisation} were interrupted; their outcome is looked up",
            lost.Count,
            connection.Connection,
            connection.Organisation
        );
        ItemLog.Tell(
            log,
            LogLevel.Warning,
            connection.Organisation,
            "push unknown",
            [.. lost.Select(push => (push.Identity, (string?)"interrupted"))]
        );
    }

    async Task<int> PushSome(PlatformConnection connection, IAccountingPlatform platform, CancellationToken stop)
    {
        var pushes = await Claim(connection, platform.Capabilities.BatchSize, stop);
        if (pushes.Count == 0)
            return 0;
        Failpoint.Hit("push.intent-stored");
        using var activity = Telemetry.Activities.StartActivity(
            $"push to {platform.Capabilities.Name}",
            ActivityKind.Client,
            ActivityContext.TryParse(pushes[0].TraceParent, null, out var first) ? first : default
        );
        using var spans = ItemSpans.Start(
            "push entry",
            pushes,
            (span, push) => span.SetTag("accountingsync.entry", push.Entry.EntryId).SetTag("accountingsync.connection", push.Connection)
        );
        var outcomes = await platform.Write([.. pushes.Select(push => ToWrite(push, connection))], stop);
        Failpoint.Hit("push.answered");
        await Record(connection, pushes, outcomes, stop);
        if (platform is IDisposable && outcomes.All(outcome => outcome is WriteOutcome.Unavailable))
            platforms.Forget(connection.Organisation, connection.Connection);
        Failpoint.Hit("push.recorded");
        return pushes.Count;
    }

    static EntryToWrite ToWrite(Push push, PlatformConnection connection) =>
        new(push.ToEntry(), push.Key, push.Generation) { SendBefore = push.SentAt!.Value + connection.SendWithin };

    async Task<IReadOnlyList<Push>> Claim(PlatformConnection connection, int limit, CancellationToken stop)
    {
        await using var session = await Session.Begin(quiet, connection.Organisation, stop);
        var pushes = await PushStore.Claim(session, connection.Connection, limit, time.GetUtcNow(), stop);
        if (pushes.Count > 0)
            await session.Commit(stop);
        return pushes;
    }

    async Task Record(PlatformConnection connection, IReadOnlyList<Push> pushes, IReadOnlyList<WriteOutcome> outcomes, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var answers = new PushAnswers(pushes, outcomes, now);
        var outbox = new Outbox(fresh);
        await using var session = await Session.Begin(database, connection.Organisation, stop);
        // Had another taken the turn meanwhile, then it has given up on these and has them looked up: our answers come too late.
        var recorded = await PushStore.Record(session, answers.Results, now, stop);
        if (recorded.Count < pushes.Count)
            log.LogWarning(
                "{Count} answers from {Connection} of {Organisation} came too late: others have taken these pushes over",
                pushes.Count - recorded.Count,
                connection.Connection,
                connection.Organisation
            );
        PushNews.Announce(outbox, connection.Organisation, answers.Written(recorded), answers.Refused(recorded));
        await FoundEdits.Tell(session, outbox, answers.Differing(recorded), now, stop);
        foreach (var unknown in answers.Unknown(recorded))
            outbox.Add(unknown);
        await outbox.Flush(session, stop);
        await session.Commit(stop);
        PushMetrics.Count(connection, answers.Results);
        foreach (var state in answers.ForPeople(recorded).GroupBy(result => result.State))
            ItemLog.Tell(
                log,
                LogLevel.Warning,
                connection.Organisation,
                $"push {state.Key}",
                [.. state.Select(result => (result.Push.Identity, (string?)null))]
            );
    }
}
