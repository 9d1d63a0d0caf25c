using System.Threading.RateLimiting;

namespace AccountingSync.PlatformSync.Platforms;

/// <summary>So many calls in any stretch of time of a given length.</summary>
static class CallWindow
{
    /// <param name="segments">A permit comes back at a segment's end, and calls may bunch up on their way: the window is two segments longer than
    /// the vendor's, so more segments come closer to what the vendor allows.</param>
    public static SlidingWindowRateLimiter Of(int permits, TimeSpan window, int segments = 10) =>
        new(
            new()
            {
                PermitLimit = permits,
                Window = window / segments * (segments + 2),
                SegmentsPerWindow = segments + 2,
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );

    /// <summary>Returns when all of them let one call pass; false when that would take longer than <paramref name="maxWait"/>.</summary>
    public static async Task<bool> EnterAll(IEnumerable<RateLimiter> windows, TimeSpan maxWait, TimeProvider clock, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(maxWait, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            foreach (var window in windows)
            {
                using var lease = await window.AcquireAsync(permitCount: 1, either.Token);
                if (!lease.IsAcquired)
                    return false;
            }
            return true;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
