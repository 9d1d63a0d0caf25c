using AccountingSync.Accounting;
using AccountingSync.Accounting.Summaries;
using AccountingSync.Contracts;
using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.DetectChanges;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.PlatformSync.ResolveOutcome;

namespace AccountingSync.Services.Tests.Simulation;

sealed record PushRow(Push Push, DateTimeOffset DueAt);

/// <summary>Enqueues, pushes, looks up, sends again and parks, as PlatformSync does.</summary>
sealed class PlatformTwin : ServiceTwin
{
    readonly Table<Guid, PushRow> pushes;
    readonly OutcomeSearch search;
    readonly List<PlatformConnection> connections = [];
    readonly Dictionary<string, SummariesTwin> summaries = [];

    public PlatformTwin(World world)
        : base(world, "platform-sync")
    {
        pushes = new(world.TablesOf(Name));
        search = new(world.TablesOf(Name), Announce);
        foreach (var platform in world.Platforms.Values)
            connections.Add(
                new PlatformConnection(
                    World.Organisation,
                    platform.Name,
                    platform.Name,
                    Granularities.Drawn(world, platform.Name),
                    world.Now,
                    world.Now
                )
            );
        foreach (var connection in connections.Where(connection => connection.Granularity is not Granularity.EachEntry))
            summaries.Add(connection.Connection, new SummariesTwin(world, connection, message => Announce(message)));
        Watchers = [.. connections.Select(connection => new ChangeWatcherTwin(world, this, connection))];
        Workers = [.. connections.Select(connection => new PushWorkerTwin(world, this, connection))];
        Announce(
            new PlatformConnectionsChanged
            {
                Organisation = World.Organisation,
                Items =
                [
                    .. connections.Select(connection => new ConnectionState
                    {
                        Connection = connection.Connection,
                        Platform = connection.Platform,
                        Active = true,
                        Since = connection.ActiveSince,
                    }),
                ],
            }
        );
        Tables.Commit();
    }

    public IReadOnlyList<PushWorkerTwin> Workers { get; }
    public IReadOnlyList<ChangeWatcherTwin> Watchers { get; }
    public IEnumerable<PushRow> Pushes => pushes.Rows;
    public int OpenSearches => search.Open;
    public IReadOnlyDictionary<string, SummariesTwin> Summaries => summaries;

    /// <summary>As <c>SummaryMaker</c>, one document at a time.</summary>
    public bool Summarise()
    {
        foreach (var connection in connections)
            if (summaries.GetValueOrDefault(connection.Connection) is { } own && own.Due.Any(due => due <= World.Now))
            {
                Survives(() =>
                {
                    Enqueue(connection, [own.Make()!]);
                    Commit("summary");
                });
                return true;
            }
        return false;
    }

    protected override void Forget()
    {
        foreach (var worker in Workers)
            worker.Forget();
        foreach (var watcher in Watchers)
            watcher.Forget();
    }

    protected override void Handle(object message)
    {
        switch (message)
        {
            case JournalEntriesPosted posted:
                foreach (var connection in connections)
                    if (summaries.GetValueOrDefault(connection.Connection) is { } own)
                        own.Wait([.. posted.Items.Where(connection.Expects)]);
                    else
                        Enqueue(connection, [.. posted.Items.Where(connection.Expects)]);
                break;
            case PayoutsAsserted asserted:
                foreach (var payout in asserted.Items)
                foreach (var own in summaries.Values)
                    own.Gather(payout);
                break;
            case LookUpPush lookUp when Unknown(lookUp.PushId) is { } push:
                LookUp(push, lookUp.Attempt);
                break;
            case RetryPush retry when Unknown(retry.PushId) is { } push:
                Record([PushResult.SentAgain(push, World.Now)]);
                break;
            case ParkPush park when Unknown(park.PushId) is { } push:
                var parked = PushResult.Parked(push, park.Reason, World.Now);
                Record([parked]);
                Tell([], [PushNews.Refused(push, parked.Reason!, World.Now)]);
                break;
            default:
                search.Handle(message);
                break;
        }
    }

    Push? Unknown(Guid id) => pushes.Find(id) is { Push: { State: "unknown" } push } ? push : null;

    /// <summary>As <c>PushStore.Enqueue</c>: the key is the entry's, so an entry that is announced again is there already.</summary>
    void Enqueue(PlatformConnection connection, IReadOnlyList<PostedEntry> entries)
    {
        foreach (var item in entries)
        {
            var push = new Push
            {
                Id = Push.IdOf(World.Organisation, connection.Connection, item.Entry.EntryId),
                Organisation = World.Organisation,
                Connection = connection.Connection,
                Key = PlatformKey.For(item.Entry.EntryId),
                Entry = item.Entry,
                State = "pending",
                Generation = 1,
                Attempts = 0,
                ReceivedAt = item.ReceivedAt,
                TraceParent = item.TraceParent,
            };
            pushes.Insert(push.Id, new PushRow(push, World.Now));
        }
    }

    public bool IsDue(PlatformConnection connection) => pushes.Rows.Any(row => IsDue(row, connection));

    bool IsDue(PushRow row, PlatformConnection connection) =>
        row.Push.Connection == connection.Connection && row.Push.State == "pending" && row.DueAt <= World.Now;

    /// <summary>As <c>PushStore.Claim</c>: what is due is being sent from now on.</summary>
    public IReadOnlyList<Push> Claim(PlatformConnection connection, int limit)
    {
        List<Push> due =
        [
            .. pushes
                .Rows.Where(row => IsDue(row, connection))
                .OrderBy(row => row.DueAt)
                .Take(limit)
                .Select(row => row.Push with { State = "sending", Attempts = row.Push.Attempts + 1, SentAt = World.Now }),
        ];
        foreach (var push in due)
            pushes.Put(push.Id, new PushRow(push, World.Now));
        Commit("push.claim");
        return due;
    }

    /// <summary>As <c>PushStore.GiveUpSending</c>: whoever was sending these is gone, so they are looked up.</summary>
    public void HandOverLost(PlatformConnection connection)
    {
        foreach (var (push, due) in pushes.Rows.Where(row => row.Push.Connection == connection.Connection && row.Push.State == "sending").ToList())
        {
            pushes.Put(push.Id, new PushRow(push with { State = "unknown", SentAt = World.Now }, due));
            Announce(PushNews.Unknown(push, "The sender stopped before the answer was recorded."));
        }
        Commit("push.hand-over");
    }

    public void Record(PushAnswers answers)
    {
        var withoutLookUp = World.Without == Without.LookUp;
        var recorded = Record([
            .. answers.Results.Select(result => withoutLookUp && result.State == "unknown" ? PushResult.SentAgain(result.Push, World.Now) : result),
        ]);
        Tell(answers.Written(recorded), answers.Refused(recorded));
        foreach (var unknown in withoutLookUp ? [] : answers.Unknown(recorded))
            Announce(unknown);
        Commit("push.record");
    }

    /// <summary>As <c>PushStore.Record</c>: what has moved on since it was read is left alone.</summary>
    HashSet<Guid> Record(IReadOnlyList<PushResult> results)
    {
        var recorded = new HashSet<Guid>();
        foreach (var result in results)
        {
            var push = pushes.Find(result.Push.Id)!.Push;
            if (push.State != result.Push.State || push.Attempts != result.Push.Attempts)
                continue;
            recorded.Add(push.Id);
            var next = push with
            {
                State = result.State,
                Generation = push.Generation + (result.NextGeneration ? 1 : 0),
                SentAt = result.State == "unknown" ? World.Now : push.SentAt,
                PlatformId = result.PlatformId ?? push.PlatformId,
                Version = result.Version ?? push.Version,
            };
            pushes.Put(push.Id, new PushRow(next, result.DueAt));
        }
        return recorded;
    }

    /// <summary>As <c>LookUpPushConsumer</c>.</summary>
    void LookUp(Push push, int attempt)
    {
        var connection = connections.Single(candidate => candidate.Connection == push.Connection);
        var outcome = World.Platforms[push.Connection].LookUp(push.Key);
        switch (LookUpDecision.For(push, outcome, connection.SettleTime, World.Now))
        {
            case LookUpDecision.Adopt(var document, var doubled):
                Record([PushResult.Written(push, document, World.Now)]);
                Tell([PushNews.Written(push, document, World.Now)], []);
                if (doubled.Count > 0)
                    Announce(new PlatformEntriesChanged { Organisation = World.Organisation, Items = doubled });
                Announce(new PushFound { PushId = push.Id, PlatformId = document.PlatformId });
                break;
            case LookUpDecision.NotThere:
                Announce(new PushNotFound { PushId = push.Id, Attempt = attempt });
                break;
            case LookUpDecision.Open(var reason):
                Announce(
                    new PushLookUpFailed
                    {
                        PushId = push.Id,
                        Attempt = attempt,
                        Reason = reason,
                    }
                );
                break;
        }
    }

    /// <summary>As <c>PushStore.NoteChange</c>.</summary>
    public void NoteChange(ChangeDecision.Changed meaning)
    {
        var row = pushes.Find(meaning.Push.Id)!;
        pushes.Put(row.Push.Id, row with { Push = row.Push with { Change = meaning.Change, Version = meaning.Version ?? row.Push.Version } });
    }

    /// <summary>Documents of entries that were refused or given up, and are there after all.</summary>
    public void Adopt(IReadOnlyList<(Push Push, PlatformDocument Document)> found)
    {
        Record([.. found.Select(pair => PushResult.Written(pair.Push, pair.Document, World.Now))]);
        Tell([.. found.Select(pair => PushNews.Written(pair.Push, pair.Document, World.Now))], []);
    }

    public void TellChanges(IReadOnlyList<ChangedEntry> news)
    {
        if (news.Count > 0)
            Announce(new PlatformEntriesChanged { Organisation = World.Organisation, Items = news });
        Commit("changes");
    }

    void Tell(IReadOnlyList<WrittenEntry> written, IReadOnlyList<RefusedEntry> refused)
    {
        if (written.Count > 0)
            Announce(new PlatformEntriesWritten { Organisation = World.Organisation, Items = written });
        if (refused.Count > 0)
            Announce(new PlatformEntriesRefused { Organisation = World.Organisation, Items = refused });
    }
}
