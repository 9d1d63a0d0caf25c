using AccountingSync.PlatformSync.Connect;
using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;

namespace AccountingSync.Services.Tests.Simulation;

/// <summary>The steps of <c>PushWorker</c> for one connection: claim, commit, send, record. Others work between them. A process that loses its
/// turn (its advisory lock) does not know it and ends what it began.</summary>
sealed class PushWorkerTwin(World world, PlatformTwin service, PlatformConnection connection)
{
    const int BatchSize = 3;

    sealed class Work
    {
        public required IReadOnlyList<Push> Pushes { get; init; }

        /// <summary>Calls wait for the platform's pace.</summary>
        public required DateTimeOffset SendAt { get; init; }
        public IReadOnlyList<WriteOutcome>? Outcomes { get; set; }
    }

    bool hasTurn;
    Work? current;
    Work? ofTheOneBefore;

    public void Forget()
    {
        hasTurn = false;
        current = null;
        ofTheOneBefore = null;
    }

    public bool LoseTurn()
    {
        if (current is null || ofTheOneBefore is not null)
            return false;
        world.Trace?.Add($"the worker of {connection.Connection} loses its turn");
        ofTheOneBefore = current;
        current = null;
        hasTurn = false;
        return true;
    }

    /// <summary>When a call that waits is let through.</summary>
    public IEnumerable<DateTimeOffset> Due => new[] { current, ofTheOneBefore }.OfType<Work>().Select(work => work.SendAt);

    /// <returns>False when there is nothing to do now.</returns>
    public bool Step()
    {
        if (ofTheOneBefore is { } late && late.SendAt <= world.Now)
            return service.Survives(() => ofTheOneBefore = GoOn(late)) || true;
        if (!hasTurn)
            return service.Survives(() =>
                {
                    service.HandOverLost(connection);
                    hasTurn = true;
                }) || true;
        if (current is null && !service.IsDue(connection) || current?.SendAt > world.Now)
            return false;
        return service.Survives(() => current = current is null ? Claim() : GoOn(current)) || true;
    }

    Work Claim()
    {
        var pushes = service.Claim(connection, BatchSize);
        var wait = world.Platforms[connection.Connection].Wait();
        return new Work { Pushes = pushes, SendAt = world.Now + wait };
    }

    Work? GoOn(Work work)
    {
        if (work.Outcomes is null)
        {
            work.Outcomes = world
                .Platforms[connection.Connection]
                .Write([.. work.Pushes.Select(push => new EntryToWrite(push.ToEntry(), push.Key, push.Generation))]);
            world.MayCrash("push.answered");
            return work;
        }
        service.Record(new PushAnswers(work.Pushes, work.Outcomes, world.Now));
        return null;
    }
}
