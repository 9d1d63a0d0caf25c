using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.DetectChanges;

/// <summary>Asks each platform from time to time what was changed there, and tells what was not our own doing.
/// Setting <c>Changes:EverySeconds</c>. Periods overlap, so that a change at the edge is not missed.</summary>
sealed class ChangeWatcher(
    NpgsqlDataSource database,
    ConnectionStore connections,
    PlatformFactory platforms,
    FreshMessages fresh,
    IConfiguration configuration,
    TimeProvider time,
    ILogger<ChangeWatcher> log
) : BackgroundService
{
    internal static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
    readonly TimeSpan every = TimeSpan.FromSeconds(
        double.Parse(configuration["Changes:EverySeconds"] ?? "60", System.Globalization.CultureInfo.InvariantCulture)
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var connection in await connections.All(stoppingToken))
                    await Look(connection, stoppingToken);
            }
            catch (Exception fault) when (DatabaseFaults.MayPass(fault))
            {
                log.LogWarning("Changes are looked for later: {Fault}", fault.Message);
            }
        }
    }

    async Task Look(PlatformConnection connection, CancellationToken stop)
    {
        var platform = platforms.For(connection);
        if (!platform.Capabilities.DetectsChanges)
            return;
        switch (await platform.ReadChanges(connection.ChangesUntil - Overlap, stop))
        {
            case ChangesOutcome.Page(var changes, var until):
                await Take(connection, changes, until, stop);
                break;
            case ChangesOutcome.Failed(var reason, _):
                log.LogWarning(
                    "{Connection} of {Organisation} does not tell its changes now: {Reason}",
                    connection.Connection,
                    connection.Organisation,
                    reason
                );
                break;
        }
    }

    async Task Take(PlatformConnection connection, IReadOnlyList<PlatformChange> changes, DateTimeOffset until, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var session = await Session.Begin(database, connection.Organisation, stop);
        var keys = changes.Select(change => change.Document?.Key).OfType<string>().Where(key => key.Length > 0).ToHashSet();
        var pushes = await PushStore.ByDocument(session, connection.Connection, [.. changes.Select(change => change.PlatformId)], keys, stop);
        var news = new List<ChangedEntry>();
        foreach (var (change, meaning) in ChangeDecision.For(changes, pushes))
        {
            await PushStore.NoteChange(session, meaning.Push.Id, meaning.Change, meaning.Version, meaning.Detail, now, stop);
            if (meaning.IsNews)
                news.Add(meaning.Tell(change, now));
        }
        await ConnectionStore.ChangesKnownUntil(session, connection, until, stop);
        var outbox = new Outbox(fresh);
        if (news.Count > 0)
            outbox.Add(new PlatformEntriesChanged { Organisation = connection.Organisation, Items = news });
        await outbox.Flush(session, stop);
        await session.Commit(stop);
    }
}
