using System.Globalization;
using System.Threading.RateLimiting;

namespace AccountingSync.Ingestion.Access;

/// <summary>How much one organisation may send, so that it cannot crowd out the others. Settings:
/// <c>Limits:RequestsPerSecond</c> and <c>Limits:Burst</c>.</summary>
sealed class RequestLimits(IConfiguration configuration) : IDisposable
{
    readonly int perSecond = Setting(configuration, "Limits:RequestsPerSecond", 2_000);
    readonly int burst = Setting(configuration, "Limits:Burst", 4_000);
    PartitionedRateLimiter<string>? limiter;

    /// <summary>A tenth of a second's worth at a time; of a rate below ten, one at a time and less often.</summary>
    int PerPeriod => Math.Max(1, perSecond / 10);

    /// <summary>False when the organisation is over its limit now.</summary>
    public bool Admit(string organisation)
    {
        limiter ??= PartitionedRateLimiter.Create<string, string>(name =>
            RateLimitPartition.GetTokenBucketLimiter(
                name,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = burst,
                    TokensPerPeriod = PerPeriod,
                    ReplenishmentPeriod = TimeSpan.FromSeconds((double)PerPeriod / perSecond),
                    QueueLimit = 0,
                }
            )
        );
        using var lease = limiter.AttemptAcquire(organisation);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter?.Dispose();

    static int Setting(IConfiguration configuration, string name, int otherwise) =>
        configuration[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
