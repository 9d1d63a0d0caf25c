namespace AccountingSync.Sandbox.QuickBooks;

/// <summary>How much one company file takes; what a faults request may change.</summary>
public sealed record LimitSettings
{
    public int PerMinute { get; init; } = 500;
    public int PerSecond { get; init; } = 10;
    public int BatchesPerMinute { get; init; } = 40;
}

/// <summary>Sliding windows over one company's requests. A refused request does not count.</summary>
internal sealed class RequestLimits(TimeProvider clock)
{
    readonly Lock gate = new();
    readonly Queue<DateTimeOffset> lastMinute = [];
    readonly Queue<DateTimeOffset> lastSecond = [];
    readonly Queue<DateTimeOffset> batches = [];

    public bool Admits(LimitSettings settings, bool isBatch)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Expire(lastMinute, now.AddMinutes(-1));
            Expire(lastSecond, now.AddSeconds(-1));
            Expire(batches, now.AddMinutes(-1));
            if (lastMinute.Count >= settings.PerMinute || lastSecond.Count >= settings.PerSecond)
                return false;
            if (isBatch && batches.Count >= settings.BatchesPerMinute)
                return false;
            lastMinute.Enqueue(now);
            lastSecond.Enqueue(now);
            if (isBatch)
                batches.Enqueue(now);
            return true;
        }
    }

    static void Expire(Queue<DateTimeOffset> window, DateTimeOffset until)
    {
        while (window.TryPeek(out var oldest) && oldest <= until)
            window.Dequeue();
    }
}
