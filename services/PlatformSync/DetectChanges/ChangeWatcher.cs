using AccountingSync.Contracts;
using AccountingSync.Messaging;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Postgres;
using Npgsql;

namespace AccountingSync.PlatformSync.DetectChanges;

/// <summary>Asks each platform from time to time what was changed there, and tells what was not our own doing.
/// Setting <c>Changes:EverySeconds</c>. Periods overlap, so that a change at the edge is not missed. Where deletions are told to nobody, some of
/// what is written there is read again each time (<c>Changes:ReadAgain</c>; nothing with 0).</summary>
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

    /// <summary>More in one answer is no platform's ordinary use.</summary>
    const int MostAgain = 1_000;

    readonly int readAgain = Math.Min(
        int.Parse(configuration["Changes:ReadAgain"] ?? "200", System.Globalization.CultureInfo.InvariantCulture),
        MostAgain
    );
    readonly Dictionary<(string Organisation, string Connection), Guid> readUntil = [];

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
                NotTold(connection, reason);
                return;
        }
        if (platform is IHidesDeletions hides && readAgain > 0)
            await ReadAgain(connection, hides, stop);
    }

    /// <summary>Goes on where it stopped, and after the last begins anew; so it does when the process begins.</summary>
    async Task ReadAgain(PlatformConnection connection, IHidesDeletions platform, CancellationToken stop)
    {
        var place = (connection.Organisation, connection.Connection);
        var written = await WrittenAfter(connection, readUntil.GetValueOrDefault(place), stop);
        if (written.Count > 0)
        {
            switch (await platform.ReadAgain([.. written.Select(document => document.PlatformId)], stop))
            {
                case ChangesOutcome.Page(var changes, _):
                    await Take(connection, changes, until: null, stop);
                    break;
                case ChangesOutcome.Failed(var reason, _):
                    NotTold(connection, reason);
                    return;
            }
        }
        readUntil[place] = written.Count < readAgain ? Guid.Empty : written[^1].EntryId;
    }

    async Task<IReadOnlyList<(Guid EntryId, string PlatformId)>> WrittenAfter(PlatformConnection connection, Guid after, CancellationToken stop)
    {
        await using var session = await Session.Begin(database, connection.Organisation, stop);
        return await PushStore.WrittenAfter(session, connection.Connection, after, readAgain, stop);
    }

    void NotTold(PlatformConnection connection, string reason) =>
        log.LogWarning(
            "{Connection} of {Organisation} does not tell its changes now: {Reason}",
            connection.Connection,
            connection.Organisation,
            reason
        );

    /// <param name="until">Null where it says nothing about until when changes are known.</param>
    async Task Take(PlatformConnection connection, IReadOnlyList<PlatformChange> changes, DateTimeOffset? until, CancellationToken stop)
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
        if (until is { } known)
            await ConnectionStore.ChangesKnownUntil(session, connection, known, stop);
        var outbox = new Outbox(fresh);
        await Adopt([.. ChangeDecision.Adopted(changes, pushes)], session, outbox, now, stop);
        if (news.Count > 0)
            outbox.Add(new PlatformEntriesChanged { Organisation = connection.Organisation, Items = news });
        await outbox.Flush(session, stop);
        await session.Commit(stop);
    }

    static async Task Adopt(
        IReadOnlyList<(Push Push, PlatformDocument Document)> found,
        Session session,
        Outbox outbox,
        DateTimeOffset now,
        CancellationToken stop
    )
    {
        if (found.Count == 0)
            return;
        await PushStore.Record(session, [.. found.Select(pair => PushResult.Written(pair.Push, pair.Document, now))], now, stop);
        PushNews.Announce(outbox, session.Organisation!, [.. found.Select(pair => PushNews.Written(pair.Push, pair.Document, now))], []);
        await FoundEdits.Tell(session, outbox, found, now, stop);
    }
}
