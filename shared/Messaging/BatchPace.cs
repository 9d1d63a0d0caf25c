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
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    static readonly string[] BatchQueues = [.. Flow.AllQueues.Where(queue => queue.EndsWith("-batch", StringComparison.Ordinal))];

    readonly Lock gate = new();
    readonly RestAfterTurns rest = new();
    DateTimeOffset restUntil;

    /// <summary>Live items were just consumed here.</summary>
    internal void NoteLive(IEnumerable<ITimed> items)
    {
        var now = time.GetUtcNow();
        foreach (var item in items)
            lock (gate)
                rest.NoteLive(now - item.ReceivedAt);
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
                return new Turn(this, time.GetTimestamp());
        }
    }

    void End(long began)
    {
        lock (gate)
            restUntil = time.GetUtcNow() + rest.After(time.GetElapsedTime(began));
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
