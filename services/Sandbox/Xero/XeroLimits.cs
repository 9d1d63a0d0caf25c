namespace AccountingSync.Sandbox.Xero;

/// <summary>How much one organisation takes from one app; what a faults request may change.</summary>
public sealed record XeroLimitSettings
{
    public int PerMinute { get; init; } = 60;
    public int PerDay { get; init; } = 5_000;
    public int AtOnce { get; init; } = 5;

    /// <summary>From this many journals on, only filters on equal narrations are taken.</summary>
    public int HighVolume { get; init; } = 100_000;
}

/// <summary>What became of a call at the door.</summary>
/// <param name="Problem">Which limit it would exceed; null when it may pass.</param>
internal sealed record Admission(string? Problem, TimeSpan? RetryAfter, int MinuteRemaining, int DayRemaining);

/// <summary>One organisation's calls: a sliding minute, days of 24 hours from the first call on, and how many are in progress. A refused
/// call does not count.</summary>
internal sealed class XeroLimits(TimeProvider clock)
{
    readonly Lock gate = new();
    readonly Queue<DateTimeOffset> minute = [];
    DateTimeOffset dayEnds;
    int today;
    int inProgress;

    /// <summary>Leave it with <see cref="Leave"/> when it was admitted.</summary>
    public Admission Enter(XeroLimitSettings settings)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            while (minute.TryPeek(out var oldest) && oldest <= now.AddMinutes(-1))
                minute.Dequeue();
            if (now >= dayEnds)
                (dayEnds, today) = (now.AddDays(1), 0);
            var (minuteLeft, dayLeft) = (settings.PerMinute - minute.Count, settings.PerDay - today);
            if (dayLeft <= 0)
                return new("day", dayEnds - now, Math.Max(minuteLeft, 0), 0);
            if (minuteLeft <= 0)
                return new("minute", minute.Peek().AddMinutes(1) - now, 0, dayLeft);
            if (inProgress >= settings.AtOnce)
                return new("concurrent", RetryAfter: null, minuteLeft, dayLeft);
            minute.Enqueue(now);
            today++;
            inProgress++;
            return new(Problem: null, RetryAfter: null, minuteLeft - 1, dayLeft - 1);
        }
    }

    public void Leave()
    {
        lock (gate)
            inProgress--;
    }
}
