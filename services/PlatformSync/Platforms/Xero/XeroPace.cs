using System.Globalization;
using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms.Xero;

/// <summary>How much Xero takes from one app for one organisation (developer.xero.com, "OAuth 2.0 API limits"), and how long a call may wait
/// for its turn.</summary>
public sealed record XeroLimits
{
    public int PerMinute { get; init; } = 60;

    /// <summary>1,000 for apps of the starter tier.</summary>
    public int PerDay { get; init; } = 5_000;
    public int AtOnce { get; init; } = 5;
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>So high that nothing ever waits.</summary>
    public static XeroLimits None { get; } =
        new()
        {
            PerMinute = 1_000_000,
            PerDay = 1_000_000,
            AtOnce = 1_000,
        };
}

/// <summary>Lets calls through as fast as Xero takes them, has the rest wait their turn, and believes what Xero says is left: others may use
/// up the same allowance. One per organisation and process.</summary>
public sealed class XeroPace : IDisposable
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // Xero tells what is left of a day, but not when it ends; one call after this says so.
    static readonly TimeSpan DayIsSpent = TimeSpan.FromMinutes(15);

    readonly SlidingWindowRateLimiter minute;
    readonly SlidingWindowRateLimiter day;
    readonly ConcurrencyLimiter atOnce;
    readonly TimeSpan maxWait;
    readonly TimeProvider clock;
    long pausedUntil;

    public XeroPace(XeroLimits limits, TimeProvider clock)
    {
        minute = CallWindow.Of(limits.PerMinute, Minute, segments: 60);
        day = CallWindow.Of(limits.PerDay, TimeSpan.FromDays(1), segments: 96);
        atOnce = new(new() { PermitLimit = limits.AtOnce, QueueLimit = int.MaxValue });
        (maxWait, this.clock) = (limits.MaxWait, clock);
    }

    /// <summary>Waits for this call's turn. Not null when that would take longer than the longest wait: the pause to be made.</summary>
    public async Task<TimeSpan?> Enter(CancellationToken stop)
    {
        var pause = new DateTimeOffset(Volatile.Read(ref pausedUntil), TimeSpan.Zero) - clock.GetUtcNow();
        if (pause > maxWait)
            return pause;
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, stop);
        return await CallWindow.EnterAll([day, minute], maxWait, clock, stop) ? null : Minute;
    }

    /// <summary>A place among the calls in progress, until it is disposed.</summary>
    public ValueTask<RateLimitLease> Place(CancellationToken stop) => atOnce.AcquireAsync(permitCount: 1, stop);

    /// <summary>What an answer says is left.</summary>
    public void Learn(HttpResponseMessage response)
    {
        if (Left(response, "X-DayLimit-Remaining") is <= 0)
            Pause(DayIsSpent);
        else if (Left(response, "X-MinLimit-Remaining") is <= 0)
            Pause(Minute);
    }

    /// <summary>Nothing passes for so long.</summary>
    public void Pause(TimeSpan pause)
    {
        var until = (clock.GetUtcNow() + pause).UtcTicks;
        for (var known = Volatile.Read(ref pausedUntil); known < until; known = Volatile.Read(ref pausedUntil))
        {
            if (Interlocked.CompareExchange(ref pausedUntil, until, known) == known)
                return;
        }
    }

    public void Dispose()
    {
        minute.Dispose();
        day.Dispose();
        atOnce.Dispose();
    }

    static int? Left(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values)
        && int.TryParse(values.FirstOrDefault(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
            ? left
            : null;
}
