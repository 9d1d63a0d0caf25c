using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.QuickBooks;

/// <summary>How much QuickBooks takes from one app for one company, and how long a call may wait for its turn.</summary>
public sealed record QuickBooksLimits
{
    public int PerSecond { get; init; } = 10;
    public int PerMinute { get; init; } = 500;
    public int BatchesPerMinute { get; init; } = 40;
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>So high that nothing ever waits.</summary>
    public static QuickBooksLimits None { get; } =
        new()
        {
            PerSecond = 1_000_000,
            PerMinute = 1_000_000,
            BatchesPerMinute = 1_000_000,
        };
}

/// <summary>Lets calls through as fast as QuickBooks takes them and has the rest wait their turn. One per company
/// and process; what other processes use up is answered by QuickBooks with 429.</summary>
public sealed class QuickBooksPace : IDisposable
{
    readonly SlidingWindowRateLimiter batches;
    readonly SlidingWindowRateLimiter minute;
    readonly SlidingWindowRateLimiter second;
    readonly TimeSpan maxWait;
    readonly TimeProvider clock;

    public QuickBooksPace(QuickBooksLimits limits, TimeProvider clock)
    {
        batches = CallWindow.Of(limits.BatchesPerMinute, TimeSpan.FromMinutes(1));
        minute = CallWindow.Of(limits.PerMinute, TimeSpan.FromMinutes(1));
        second = CallWindow.Of(limits.PerSecond, TimeSpan.FromSeconds(1));
        maxWait = limits.MaxWait;
        this.clock = clock;
    }

    /// <summary>Returns when it is this call's turn; false when that would take longer than the longest wait.</summary>
    public async Task<bool> Enter(bool batch, CancellationToken stop)
    {
        // The shortest window last, so that its permit is spent at once.
        RateLimiter[] limiters = batch ? [batches, minute, second] : [minute, second];
        return await CallWindow.EnterAll(limiters, maxWait, clock, stop);
    }

    public void Dispose()
    {
        batches.Dispose();
        minute.Dispose();
        second.Dispose();
    }
}
