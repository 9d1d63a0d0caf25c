using AccountingSync.Contracts;
using AccountingSync.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AccountingSync.Messaging;

/// <summary>How fast the batch lane may go in this service. It rests after each turn, the longer the later live items come through, and it
/// begins none while what it has sent on is still waiting to be taken over: so history piles up nowhere but in its source.</summary>
public sealed class BatchPace([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Messages of the batch lane that may be on their way from this service at the same time.</summary>
    const int MaxOnTheWay = 16;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    static readonly string[] BatchQueues = [.. Flow.AllQueues.Where(queue => queue.EndsWith("-batch", StringComparison.Ordinal))];

    /// <summary>So long after a turn its effects on others may last.</summary>
    static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    readonly RestAfterTurns rest = new();
    DateTimeOffset restUntil;
    DateTimeOffset lastTurn;
    int turns;

    /// <summary>Live items were just consumed here.</summary>
    internal void NoteLive(IEnumerable<ITimed> items)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            Action<TimeSpan> note = turns > 0 || now - lastTurn < Aftermath ? rest.NoteBeside : rest.NoteAlone;
            foreach (var item in items)
                note(now - item.ReceivedAt);
        }
    }

    /// <summary>Waits until there is room and the rest is over. Dispose it when the turn's work is done.</summary>
    public async Task<IDisposable> Begin(CancellationToken stop)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
                wait = restUntil - time.GetUtcNow();
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, stop);
            else if (await OnTheWay(stop) >= MaxOnTheWay)
                await Task.Delay(Look, time, stop);
            else
            {
                lock (gate)
                    turns++;
                return new Turn(this, time.GetTimestamp());
            }
        }
    }

    void End(long began)
    {
        lock (gate)
        {
            turns--;
            lastTurn = time.GetUtcNow();
            restUntil = lastTurn + rest.After(time.GetElapsedTime(began));
        }
    }

    async Task<long> OnTheWay(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM (SELECT FROM outbox WHERE awaiting && $1 LIMIT $2) AS waiting");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = BatchQueues });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MaxOnTheWay });
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    sealed class Turn(BatchPace pace, long began) : IDisposable
    {
        public void Dispose() => pace.End(began);
    }
}
