using AccountingSync.Postgres;

namespace AccountingSync.Messaging;

/// <summary>Who waits at the same time goes together. Each comes with its own load and waits for a turn; whoever has the turn takes along
/// all that wait for the same organisation. The longer a turn takes, the more the next one carries, without a timer, and a lone one
/// does not wait at all.</summary>
/// <remarks>The turns of an organisation may be kept apart, so that few that come often go together as well: from one's beginning to
/// the next by a given time, and from its end by twice as long as it took. When all is slow, sessions then become fewer and larger
/// instead of more.</remarks>
/// <param name="turns">How many turns there are at the same time; shared by all gatherings of a service.</param>
/// <param name="maxSize">What a turn takes at most, but always the first that waits.</param>
/// <param name="apart">From the beginning of an organisation's turn to its next, at the least; less when many wait.</param>
sealed class Gathering<T>(
    SemaphoreSlim turns,
    int maxSize,
    Func<T, int> size,
    Func<string, IReadOnlyList<T>, CancellationToken, Task> takeTurn,
    TimeSpan apart = default,
    TimeProvider? time = null
)
{
    /// <summary>Whose turns are kept apart does not wait any longer when so many do: they may be all that the broker hands out.</summary>
    const int Many = 32;

    /// <summary>The rest after a turn, in times of the turn.</summary>
    const int RestForTurn = 2;

    /// <summary>How often <c>apart</c> a rest after a turn may be, however long the turn took.</summary>
    const int LongestRest = 4;

    readonly Dictionary<string, Queue<Waiting>> waiting = [];
    readonly Dictionary<string, DateTimeOffset> next = [];
    readonly TimeProvider time = time ?? TimeProvider.System;

    sealed record Waiting(T Load)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Ends when the turn that took the load along has ended, and as that one did.</summary>
    public async Task Join(string organisation, T load, CancellationToken stop)
    {
        var mine = new Waiting(load);
        TimeSpan rest;
        lock (waiting)
        {
            if (!waiting.TryGetValue(organisation, out var queue))
                waiting.Add(organisation, queue = []);
            queue.Enqueue(mine);
            rest = queue.Count >= Many || !next.TryGetValue(organisation, out var at) ? TimeSpan.Zero : at - time.GetUtcNow();
        }
        if (rest > TimeSpan.Zero)
            await Rest(mine, rest < apart * LongestRest ? rest : apart * LongestRest, stop);
        if (!mine.Done.Task.IsCompleted)
            await TakeTurn(organisation, mine, stop);
        await mine.Done.Task;
    }

    /// <summary>Ends early when a mate has taken the load along.</summary>
    async Task Rest(Waiting mine, TimeSpan rest, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(rest, time, over.Token), mine.Done.Task);
        await over.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    async Task TakeTurn(string organisation, Waiting mine, CancellationToken stop)
    {
        await turns.WaitAsync(stop);
        try
        {
            // A turn that is not over yet may have it; those that came before it may be more than one turn can take.
            while (!mine.Done.Task.IsCompleted && Take(organisation) is { Count: > 0 } mates)
            {
                var began = time.GetTimestamp();
                await TakeTurn(organisation, mates, stop);
                var rest = time.GetElapsedTime(began) * RestForTurn;
                NoteNext(organisation, rest < apart * LongestRest ? rest : apart * LongestRest);
            }
        }
        finally
        {
            turns.Release();
        }
    }

    List<Waiting> Take(string organisation)
    {
        var mates = new List<Waiting>();
        lock (waiting)
        {
            if (!waiting.TryGetValue(organisation, out var queue))
                return mates;
            var total = 0;
            while (queue.TryPeek(out var next) && (mates.Count == 0 || total + size(next.Load) <= maxSize))
            {
                mates.Add(queue.Dequeue());
                total += size(next.Load);
            }
            if (queue.Count == 0)
                waiting.Remove(organisation);
        }
        NoteNext(organisation, apart);
        return mates;
    }

    void NoteNext(string organisation, TimeSpan rest)
    {
        if (apart == TimeSpan.Zero)
            return;
        lock (waiting)
        {
            var now = time.GetUtcNow();
            if (!next.TryGetValue(organisation, out var at) || at < now + rest)
                next[organisation] = now + rest;
            foreach (var over in next.Where(pair => pair.Value < now).Select(pair => pair.Key).ToList())
                next.Remove(over);
        }
    }

    async Task TakeTurn(string organisation, IReadOnlyList<Waiting> mates, CancellationToken stop)
    {
        try
        {
            await takeTurn(organisation, [.. mates.Select(mate => mate.Load)], stop);
            foreach (var mate in mates)
                mate.Done.SetResult();
        }
        catch (Exception fault) when (mates.Count > 1 && fault is not OperationCanceledException && !DatabaseFaults.MayPass(fault))
        {
            // What is wrong with one as a whole must not reach its mates: each stands for itself.
            foreach (var mate in mates)
                await TakeTurn(organisation, [mate], stop);
        }
        catch (Exception fault)
        {
            foreach (var mate in mates)
                mate.Done.SetException(fault);
        }
    }
}
